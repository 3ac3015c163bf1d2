package io.weft.it;

import io.weft.it.env.Server;
import io.weft.it.scenario.Scenario;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario, from PostgreSQL to TimescaleDB; some have hypertables there. */
class TimescaleDbScenariosIT {

  static List<Scenario> scenarios() {
    return Scenario.all();
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource("scenarios")
  void targetHoldsWhatTheSourceHolds(Scenario scenario) {
    ScenarioRun.of(scenario, Server.shared(), Server.timescaleDb(), "timescaledb.sql").play();
  }
}
