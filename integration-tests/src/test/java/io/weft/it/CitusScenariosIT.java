package io.weft.it;

import io.weft.it.env.Server;
import io.weft.it.scenario.Scenario;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From PostgreSQL to Citus: tables of its coordinator, distributed ones and reference tables. */
class CitusScenariosIT {

  static List<Scenario> scenarios() {
    return Stream.concat(
            Scenario.having("citus.sql").stream(),
            Stream.of("basic-changes", "key-change", "truncate", "nulls").map(Scenario::named))
        .toList();
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource("scenarios")
  void targetHoldsWhatTheSourceHolds(Scenario scenario) {
    ScenarioRun.of(scenario, Server.shared(), Server.citus(), "citus.sql").play();
  }
}
