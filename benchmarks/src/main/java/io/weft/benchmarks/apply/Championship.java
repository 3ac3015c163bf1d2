package io.weft.benchmarks.apply;

import io.weft.benchmarks.env.Database;
import io.weft.benchmarks.env.Server;
import io.weft.benchmarks.env.Targets;
import io.weft.benchmarks.env.WorkFolder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * All contestants on all targets with one workload: it is written once, brought to Kafka once, and
 * then applied by one after another.
 */
public final class Championship {

  private final Servers servers;
  private final Consumer<String> progress;
  private final Scores scores;
  private boolean identical = true;

  /**
   * What it runs on.
   *
   * @param sourceServer for the sources
   */
  public record Servers(
      Server sourceServer, Targets targets, String bootstrapServers, WorkFolder folder) {}

  /**
   * Begins with nothing measured.
   *
   * @param progress takes lines for people
   */
  public Championship(Servers servers, Scores scores, Consumer<String> progress) {
    this.servers = servers;
    this.scores = scores;
    this.progress = progress;
  }

  private record Lane(
      Scores.Course course,
      Contestant.Race race,
      Contestant contestant,
      Contestant.Replication replication) {}

  /** Runs a workload on some courses, which are all of that workload. */
  public void run(
      Workload workload, int transactions, List<Scores.Course> courses, Set<Contestant> contestants)
      throws Exception {
    Database source = servers.sourceServer().create("source_" + workload.label());
    History history = History.begin(source, workload, transactions);
    Set<Capture> captures = EnumSet.noneOf(Capture.class);
    for (Contestant contestant : contestants) {
      contestant.capture().ifPresent(captures::add);
    }
    for (Capture capture : captures) {
      history.makeSlot(capture.slot(workload));
    }
    List<Lane> lanes = new ArrayList<>();
    for (Scores.Course course : courses) {
      for (Contestant contestant : contestants) {
        if (contestant.serves(course.target(), course.delayMs())) {
          lanes.add(lane(history, course, contestant));
        }
      }
    }
    progress.accept(
        "%s: writing %,d transactions (%,d changes) ..."
            .formatted(workload.label(), transactions, history.changes()));
    history.write();
    progress.accept("%s: bringing them to Kafka ...".formatted(workload.label()));
    for (Capture capture : captures) {
      history.capture(capture, servers.bootstrapServers(), servers.folder());
    }
    for (Lane lane : lanes) {
      run(lane);
    }
  }

  private Lane lane(History history, Scores.Course course, Contestant contestant) throws Exception {
    String name =
        "%s_%s_%s_%d"
            .formatted(
                contestant.label().toLowerCase(java.util.Locale.ROOT),
                course.workload().label(),
                course.target().label(),
                course.delayMs());
    Database target = servers.targets().create(course.target(), name);
    history.copyTo(target, course.target());
    Contestant.Race race =
        new Contestant.Race(
            name, history, target, course.delayMs(), servers.bootstrapServers(), servers.folder());
    return new Lane(course, race, contestant, contestant.prepare(race));
  }

  private void run(Lane lane) throws Exception {
    Calm.await(lane.race().history().source());
    Calm.await(lane.race().target());
    try (Contestant.Replication replication = lane.replication()) {
      Sprint.Outcome outcome = new Sprint(lane.race(), replication).run();
      identical &= outcome.identical();
      scores.add(lane.course(), lane.contestant(), outcome.changesPerSecond());
      progress.accept(
          "%-34s %,9.0f changes/s%s"
              .formatted(
                  lane.race().name(),
                  outcome.changesPerSecond(),
                  outcome.identical() ? "" : "  TARGET AND SOURCE DIFFER"));
    }
  }

  /** Whether every target so far held in the end what its source holds. */
  public boolean identical() {
    return identical;
  }

  /** How the sinks were set up, for the record of results. */
  public static Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("jdbcSinkSettings", SinkSettings.jdbcSettings());
    settings.put("sinkJvm", SinkReplication.jvm());
    return settings;
  }
}
