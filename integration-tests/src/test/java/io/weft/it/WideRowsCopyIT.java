package io.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.it.env.Database;
import io.weft.it.env.ProcessCluster;
import io.weft.it.env.Server;
import io.weft.it.env.SharedCluster;
import io.weft.it.pipeline.Tables;
import io.weft.it.pipeline.TestCopySink;
import io.weft.it.pipeline.TestPipeline;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The copy of rows of a megabyte and more, with the settings that people are given. */
class WideRowsCopyIT {

  private static final String BYTES =
      """
      CREATE TABLE bytes (id int PRIMARY KEY, v bytea);
      ALTER TABLE bytes ALTER v SET STORAGE EXTERNAL;
      """;

  /** Two rows of 100 MiB, which repeat themselves where lz4 does not see it any more. */
  private static final String HUNDRED_MEBIBYTES =
      """
      INSERT INTO bytes
      SELECT i, decode(repeat(encode(string_agg(sha256((i || ' ' || j)::bytea), ''), 'hex'), 100), 'hex')
      FROM generate_series(1, 2) i, generate_series(1, 32768) j GROUP BY i
      """;

  @Test
  void rowsOfAMegabytePassAndOneThatIsTooLargeIsToldByItsTableAndPassesLater() {
    Database source = Server.shared().createDatabase("wide_source");
    Database target = Server.shared().createDatabase("wide_target");
    String schema = "CREATE TABLE doc (id int PRIMARY KEY, v jsonb)";
    source.execute(schema);
    target.execute(schema);
    source.execute(
        "INSERT INTO doc SELECT i, jsonb_build_object('n', i, 'text', repeat(md5(i::text), CASE i WHEN 17 THEN 90000 ELSE 32768 END)) FROM generate_series(1, 30) i");
    try (TestPipeline pipeline = TestPipeline.of(SharedCluster.get(), source);
        TestCopySink sink = TestCopySink.of(pipeline.cluster(), pipeline.name(), target).start()) {
      pipeline.deployCopy(
          Map.of("copy.chunk.bytes", "8192", "producer.override.max.request.size", "2000000"));
      assertThat(pipeline.awaitCopyFailure())
          .contains("A row of table public.doc takes 2,880,", "producer.override.max.request.size");
      pipeline.deployCopy(Map.of("producer.override.max.request.size", "67108864"));
      sink.awaitComplete(1);
      pipeline.requireHealthyCopy();
      Tables.assertIdentical(source, target);
    }
  }

  /**
   * @param mib of the row as it travels
   */
  @ParameterizedTest
  @CsvSource({"text, 200", "binary, 100"})
  void rowsOfAHundredMegabytesPassInTheHeapThatIsAskedFor(String format, int mib) {
    Database source = Server.shared().createDatabase("huge_source");
    Database target = Server.shared().createDatabase("huge_target");
    source.execute(BYTES);
    target.execute(BYTES);
    source.execute(HUNDRED_MEBIBYTES);
    Map<String, String> settings = new HashMap<>();
    settings.put("tasks.max", "1");
    settings.put("copy.format", format);
    settings.put("producer.override.max.request.size", Integer.toString((mib + 1) << 20));
    settings.put("producer.override.buffer.memory", Integer.toString((mib + 1) << 20));
    settings.put("topic.creation.default.max.message.bytes", Integer.toString((mib + 1) << 20));
    try (ProcessCluster worker =
            ProcessCluster.workerBeside(
                SharedCluster.get(),
                "huge-" + format,
                List.of("-Xmx%dm".formatted(256 + 4 * mib)));
        TestPipeline pipeline = TestPipeline.of(worker, source)) {
      pipeline.startCopy(settings);
      pipeline.awaitCopyRead();
      pipeline.stopCopy();
      try (TestCopySink sink = TestCopySink.of(worker, pipeline.name(), target)) {
        sink.start().awaitComplete(1);
      }
      assertThat(worker.worker().isAlive()).isTrue();
    }
    String sums = "SELECT string_agg(id || ' ' || md5(v), ' ' ORDER BY id) FROM bytes";
    assertThat(target.value(sums)).isEqualTo(source.value(sums));
  }
}
