package io.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.it.env.Database;
import io.weft.it.env.Server;
import io.weft.it.env.SharedCluster;
import io.weft.it.pipeline.Tables;
import io.weft.it.pipeline.TestPipeline;
import io.weft.it.pipeline.TestSink;
import io.weft.it.scenario.Scenario;
import java.util.List;
import java.util.Map;

/**
 * Plays a scenario: one target follows its source as it changes, another one gets all that happened
 * at once, when it is over. Both must hold what the source holds.
 */
final class ScenarioRun {

  private final Scenario scenario;
  private final Server sourceServer;
  private final Server targetServer;
  private final String targetKind;
  private final Map<String, String> sourceSettings;

  private ScenarioRun(
      Scenario scenario,
      Server sourceServer,
      Server targetServer,
      String targetKind,
      Map<String, String> sourceSettings) {
    this.scenario = scenario;
    this.sourceServer = sourceServer;
    this.targetServer = targetServer;
    this.targetKind = targetKind;
    this.sourceSettings = sourceSettings;
  }

  /**
   * A run on the shared cluster.
   *
   * @param targetKind the file that is for this kind of target alone
   */
  static ScenarioRun of(Scenario scenario, Server source, Server target, String targetKind) {
    return new ScenarioRun(scenario, source, target, targetKind, Map.of());
  }

  /** With a setting of the source connector of its own. */
  ScenarioRun withSource(String key, String value) {
    return new ScenarioRun(scenario, sourceServer, targetServer, targetKind, Map.of(key, value));
  }

  void play() {
    Database source = sourceServer.createDatabase("source");
    source.executeEach(scenario.statements("schema.sql"));
    source.executeEach(scenario.statements("before.sql"));
    Database following = newTarget();
    Database late = newTarget();
    try (TestPipeline pipeline = TestPipeline.of(SharedCluster.get(), source)) {
      sourceSettings.forEach(pipeline::withSource);
      pipeline.startSource();
      source.executeEach(scenario.statements("during.sql"));
      TestSink follower = pipeline.startSink(following);
      follower.awaitCopied();
      source.executeEach(scenario.statements("changes.sql"));
      follower.awaitCaughtUp();
      pipeline.startSink(late).awaitCaughtUp();
    }
    assertTargetHoldsWhatTheSourceHolds(source, following);
    assertTargetHoldsWhatTheSourceHolds(source, late);
    late.drop(targetServer);
    following.drop(targetServer);
    source.drop(sourceServer);
  }

  private Database newTarget() {
    Database target = targetServer.createDatabase("target");
    target.executeEach(scenario.targetSchema(targetKind));
    return target;
  }

  private void assertTargetHoldsWhatTheSourceHolds(Database source, Database target) {
    Tables.assertIdentical(source, target);
    for (String violation : scenario.statements("violations.sql")) {
      assertThat(target.column(violation)).as(violation).isEqualTo(List.of());
    }
  }
}
