package io.weft.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.postgres.PostgresUri;
import io.weft.postgres.TableName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConnectorSettingsTest {

  /** What a person writes into the files of {@code connect-configs/} for their own cluster. */
  private static final Set<String> PERSONAL =
      Set.of(
          "topic.prefix",
          "slot.name",
          "publication.name",
          "table.include.list",
          "pipeline",
          "tasks.max",
          "topic.creation.default.partitions",
          "topics.regex",
          "kafka.bootstrap.servers",
          "key.converter.schema.registry.kafka.bootstrap.servers",
          "value.converter.schema.registry.kafka.bootstrap.servers");

  private static final PostgresUri SOURCE =
      PostgresUri.parse(
          "postgresql://app:pw-source@old:5433/shop?sslmode=require&sslpassword=pw-key");
  private static final PostgresUri TARGET =
      PostgresUri.parse("postgresql://app:pw-target@new/shop?sslpassword=pw-key");
  private static final List<TableName> TABLES = List.of(new TableName("public", "orders"));

  private final ConnectorSettings settings = settings(Snapshot.DEBEZIUM);

  private static ConnectorSettings settings(Snapshot snapshot) {
    return new ConnectorSettings(
        PipelineSettings.of(SOURCE, TARGET, Path.of("unused"))
            .withTuning(PipelineSettings.Tuning.DEFAULT.withSnapshot(snapshot)));
  }

  @Test
  void theFilesForOnesOwnClusterSayTheSame() {
    assertSame(ConnectorTemplate.SOURCE.settings(), settings.source(SOURCE, TABLES));
    assertSame(ConnectorTemplate.SINK.settings(), settings.sink(TARGET, TABLES));
    assertSame(ConnectorTemplate.COPY_SOURCE.settings(), settings.copySource(SOURCE, TABLES, true));
    assertSame(ConnectorTemplate.COPY_SINK.settings(), settings.copySink(TARGET, TABLES));
  }

  private static void assertSame(Map<String, String> file, Map<String, String> used) {
    assertThat(file).isNotEmpty();
    file.forEach(
        (key, value) -> {
          assertThat(used).containsKey(key);
          boolean personal =
              PERSONAL.contains(key)
                  || key.startsWith("database.")
                  || key.startsWith("connection.");
          if (!personal) {
            assertThat(used).containsEntry(key, value);
          }
        });
  }

  @Test
  void noSettingHoldsASecret() {
    assertThat(settings.source(SOURCE, TABLES).values()).noneMatch(value -> value.contains("pw-"));
    assertThat(settings.sink(TARGET, TABLES).values()).noneMatch(value -> value.contains("pw-"));
    assertThat(settings.copySource(SOURCE, TABLES, true).values())
        .noneMatch(value -> value.contains("pw-"));
    assertThat(settings.copySink(TARGET, TABLES).values())
        .noneMatch(value -> value.contains("pw-"));
    assertThat(settings.source(SOURCE, TABLES))
        .containsEntry("database.password", "${weft:source.password}")
        .containsEntry("database.sslpassword", "${weft:source.sslpassword}");
    assertThat(settings.sink(TARGET, TABLES))
        .containsEntry("connection.password", "${weft:target.password}")
        .containsEntry(
            "connection.url",
            "jdbc:postgresql://new:5432/shop?sslpassword=${weft:target.sslpassword}");
  }

  @Test
  void theConnectionIsTheUsers() {
    assertThat(settings.source(SOURCE, TABLES))
        .containsEntry("database.hostname", "old")
        .containsEntry("database.port", "5433")
        .containsEntry("database.dbname", "shop")
        .containsEntry("database.user", "app")
        .containsEntry("database.sslmode", "require")
        .containsEntry("slot.name", "weft_shop");
  }

  @Test
  void theStreamLeavesTheFirstRowsToTheCopyAndWaitsForThem() {
    ConnectorSettings copied = settings(Snapshot.COPY);
    assertThat(copied.source(SOURCE, TABLES)).containsEntry("snapshot.mode", "no_data");
    assertThat(copied.sink(TARGET, TABLES)).containsEntry("wait.for.copy", "true");
    String stream = copied.sink(TARGET, TABLES).get("topics.regex");
    String copy = copied.copySink(TARGET, TABLES).get("topics.regex");
    assertThat("shop.public.orders").matches(stream).doesNotMatch(copy);
    assertThat("shop.transaction").matches(stream).doesNotMatch(copy);
    assertThat("shop.copy.public.orders").matches(copy).doesNotMatch(stream);
    assertThat(copied.copySource(SOURCE, TABLES, true))
        .containsEntry("copy.format", "binary")
        .containsEntry("slot.name", copied.source(SOURCE, TABLES).get("slot.name"));
    assertThat(copied.copySource(SOURCE, TABLES, false)).containsEntry("copy.format", "text");
  }

  @Test
  void debeziumsSnapshotNeedsNoCopy() {
    assertThat(settings.source(SOURCE, TABLES)).doesNotContainEntry("snapshot.mode", "no_data");
    assertThat(settings.sink(TARGET, TABLES)).doesNotContainKey("wait.for.copy");
  }

  @Test
  void theUsersOwnSettingsWin() {
    PipelineSettings tuned =
        PipelineSettings.of(SOURCE, TARGET, Path.of("unused"))
            .withTuning(
                new PipelineSettings.Tuning(
                    7,
                    Format.AVRO,
                    Optional.of(Snapshot.DEBEZIUM),
                    2,
                    new PipelineSettings.Overrides(
                        Map.of("snapshot.fetch.size", "5"),
                        Map.of("batch.rows", "3"),
                        Map.of(),
                        Map.of())));
    ConnectorSettings tunedSettings = new ConnectorSettings(tuned);
    assertThat(tunedSettings.source(SOURCE, TABLES))
        .containsEntry("snapshot.fetch.size", "5")
        .containsEntry("topic.creation.default.partitions", "7");
    assertThat(tunedSettings.sink(TARGET, TABLES)).containsEntry("batch.rows", "3");
  }
}
