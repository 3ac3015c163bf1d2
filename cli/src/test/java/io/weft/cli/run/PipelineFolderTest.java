package io.weft.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.cli.check.CheckResult;
import io.weft.embedded.DataFolder;
import io.weft.postgres.PostgresUri;
import io.weft.postgres.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineFolderTest {

  private static final PostgresUri SOURCE = PostgresUri.parse("postgresql://u@old/shop");
  private static final PostgresUri TARGET = PostgresUri.parse("postgresql://u@new/shop");

  @TempDir private Path path;

  @Test
  void aPipelineBeginsWithTheBulkCopyUnlessAskedOtherwise() {
    assertThat(start(asked())).isEqualTo(Snapshot.COPY);
    assertThat(start(asked())).isEqualTo(Snapshot.COPY);
  }

  @Test
  void whatTheFirstStartSettledStays() {
    assertThat(start(asked(Snapshot.DEBEZIUM))).isEqualTo(Snapshot.DEBEZIUM);
    assertThat(start(asked())).isEqualTo(Snapshot.DEBEZIUM);
    assertThat(start(asked(Snapshot.DEBEZIUM))).isEqualTo(Snapshot.DEBEZIUM);
    assertRefused(Snapshot.COPY, "began with --snapshot=debezium, which cannot change to copy");
  }

  @Test
  void aFolderOfAVersionThatWroteNoSuchSettingKeepsDebeziumsSnapshot() throws IOException {
    start(asked(Snapshot.DEBEZIUM));
    Path properties = path.resolve("folder.properties");
    Files.write(
        properties,
        Files.readAllLines(properties).stream()
            .filter(line -> !line.startsWith("snapshot"))
            .toList());

    assertThat(start(asked())).isEqualTo(Snapshot.DEBEZIUM);
    assertThat(start(asked(Snapshot.DEBEZIUM))).isEqualTo(Snapshot.DEBEZIUM);
    assertRefused(Snapshot.COPY, "leave --snapshot out to go on");
  }

  private void assertRefused(Snapshot snapshot, String message) {
    assertThatThrownBy(() -> start(asked(snapshot)))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(message, path.toString());
  }

  private PipelineSettings asked() {
    return PipelineSettings.of(SOURCE, TARGET, path);
  }

  private PipelineSettings asked(Snapshot snapshot) {
    return asked().withTuning(PipelineSettings.Tuning.DEFAULT.withSnapshot(snapshot));
  }

  /** Returns with what the pipeline would go on. */
  private Snapshot start(PipelineSettings asked) {
    try (PipelineFolder folder = new PipelineFolder(DataFolder.open(path))) {
      PipelineSettings settled = folder.settled(asked);
      TreeMap<TableName, Long> tables = new TreeMap<>();
      tables.put(new TableName("public", "t"), 0L);
      folder.claim(
          settled, new CheckResult(List.of(), List.of(), SOURCE, tables, true, "s/1", "t/1"));
      return settled.tuning().snapshot();
    }
  }
}
