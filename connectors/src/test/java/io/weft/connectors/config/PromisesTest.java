package io.weft.connectors.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromisesTest {

  @Test
  void settingsThatKeepThePromiseHaveNoFault() {
    assertThat(Promises.faults(settings())).isEmpty();
    assertThat(Promises.faults(CaptureDefaults.complete(settings()))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exactly.once.support                   | requested
          exactly.once.support                   | ''
          transaction.boundary                   | poll
          transaction.boundary                   | interval
          provide.transaction.metadata           | false
          skipped.operations                     | t
          skipped.operations                     | none, d
          event.processing.failure.handling.mode | warn
          event.converting.failure.handling.mode | skip
          plugin.name                            | decoderbufs
          tombstones.on.delete                   | true
          snapshot.mode                          | always
          snapshot.mode                          | when_needed
          snapshot.mode                          | initial_only
          snapshot.max.threads                   | 4
          snapshot.query.mode                    | select_all
          snapshot.select.statement.overrides    | public.t
          snapshot.include.collection.list       | public.t
          publish.via.partition.root             | false
          publication.autocreate.mode            | all_tables
          publication.name                       | My Publication
          include.unknown.datatypes              | false
          skip.messages.without.change           | true
          slot.drop.on.stop                      | true
          slot.stream.params                     | binary=true
          slot.stream.params                     | origin=none;streaming=on
          lsn.flush.mode                         | manual
          flush.lsn.source                       | false
          offset.mismatch.strategy               | trust_slot
          errors.tolerance                       | all
          heartbeat.interval.ms                  | 0
          message.prefix.exclude.list            | weft\\..*
          message.prefix.include.list            | app
          signal.data.collection                 | public.signals
          message.key.columns                    | public.t:v
          post.processors                        | reselector
          topic.transaction                      | tx
          decimal.handling.mode                  | double
          time.precision.mode                    | connect
          """)
  void settingThatBreaksThePromiseIsRefusedOnItsKeyWithAWayOut(String key, String value) {
    Map<String, String> settings = settings();
    settings.put(key, value);
    assertThat(Promises.faults(settings)).containsOnlyKeys(key);
    assertThat(Promises.faults(settings).get(key))
        .matches(".*(Write|Remove|Leave).*")
        .endsWith(".");
  }

  @ParameterizedTest
  @CsvSource({
    "io.debezium.transforms.Filter",
    "io.debezium.transforms.ContentBasedRouter",
    "io.debezium.transforms.outbox.EventRouter",
    "io.debezium.transforms.ExtractNewRecordState",
    "org.apache.kafka.connect.transforms.Filter",
    "org.apache.kafka.connect.transforms.ReplaceField$Value",
    "org.apache.kafka.connect.transforms.DropHeaders",
    "Filter"
  })
  void transformThatDropsIsRefused(String type) {
    Map<String, String> settings = settings();
    settings.put("transforms", "route, drop");
    settings.put("transforms.route.type", "org.apache.kafka.connect.transforms.RegexRouter");
    settings.put("transforms.drop.type", type);
    assertThat(Promises.faults(settings)).containsOnlyKeys("transforms.drop.type");
  }

  @Test
  void allFaultsAreNamedAtOnce() {
    Map<String, String> settings = new HashMap<>(Map.of("topic.prefix", "app", "plugin.name", "x"));
    assertThat(Promises.faults(settings))
        .containsOnlyKeys("exactly.once.support", "transaction.boundary", "plugin.name");
  }

  @Test
  void originMayBeSet() {
    Map<String, String> settings = settings();
    settings.put("slot.stream.params", "origin=none");
    assertThat(Promises.faults(settings)).isEmpty();
  }

  private static Map<String, String> settings() {
    return new HashMap<>(
        Map.of(
            "topic.prefix",
            "app",
            "exactly.once.support",
            "required",
            "transaction.boundary",
            "connector"));
  }
}
