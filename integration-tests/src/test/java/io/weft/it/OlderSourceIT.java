package io.weft.it;

import io.weft.it.env.InstalledServer;
import io.weft.it.env.Server;
import io.weft.it.scenario.Scenario;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From PostgreSQL 15 to a newer one. */
class OlderSourceIT {

  private static InstalledServer source;

  @BeforeAll
  static void startSource() {
    source = InstalledServer.start(15);
  }

  @AfterAll
  static void stopSource() {
    if (source != null) {
      source.close();
    }
  }

  static Stream<Scenario> scenarios() {
    return Stream.of(
            "basic-changes",
            "key-change",
            "no-key",
            "partitioned-to-plain",
            "subtransactions",
            "toast-default-identity",
            "truncate",
            "two-phase-commit")
        .map(Scenario::named);
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource("scenarios")
  void targetHoldsWhatTheSourceHolds(Scenario scenario) {
    ScenarioRun.of(scenario, source.server(), Server.shared(), "postgresql.sql").play();
  }
}
