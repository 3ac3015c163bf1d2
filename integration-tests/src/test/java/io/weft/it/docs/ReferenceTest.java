package io.weft.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.avro.AvroConverter;
import io.weft.connectors.copy.CopySourceConnector;
import io.weft.it.env.TestFiles;
import io.weft.sink.WeftSinkConnector;
import io.weft.transforms.DistributionKey;
import io.weft.transforms.DistributionLookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** The reference is made from the code; this test makes it, or says that it is stale. */
class ReferenceTest {

  private static final String HOW =
      "docs/reference is not what the code says. Write it anew: ./mvnw -pl integration-tests -am test"
          + " -Dtest=ReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Dweft.reference=write";

  private static final Path FOLDER = TestFiles.project().resolve("docs/reference");

  @Test
  void referenceSaysWhatTheCodeSays() throws IOException {
    Map<String, String> pages =
        Map.of(
            "source-connector.md", new SourcePage().text(),
            "copy-connector.md", copy(),
            "sink-connector.md", sink(),
            "distribution-key.md", key(),
            "distribution-lookup.md", lookup(),
            "avro-converter.md", converter(),
            "metrics.md", MetricsPage.text(),
            "types.md", TypesPage.text());
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Path file = FOLDER.resolve(page.getKey());
      if ("write".equals(System.getProperty("weft.reference"))) {
        Files.createDirectories(FOLDER);
        Files.writeString(file, page.getValue());
      }
      assertThat(file).describedAs(HOW).exists();
      assertThat(Files.readString(file)).describedAs(HOW).isEqualTo(page.getValue());
    }
  }

  private static String copy() {
    return """
        # Copy connector

        `io.weft.connectors.copy.CopySourceConnector` takes the settings below. How to use it: [bulk copy](../operate/copy.md).
        `exactly.once.support=required`, `transaction.boundary=connector` and Kafka's `ByteArrayConverter` as
        `value.converter` must be written out. Transforms that drop records, or parts of them, are refused.

        """
        + SettingsTable.grouped(new CopySourceConnector().config());
  }

  private static String sink() {
    return """
        # Sink connector

        `io.weft.sink.WeftSinkConnector` runs one task, whatever `tasks.max` says. `topics` or `topics.regex` are Connect's own
        settings, and have to include `<topic.prefix>.transaction`. With `mode=copy` it writes the rows of the
        [bulk copy](../operate/copy.md), in up to `tasks.max` tasks, and reads the topics `<topic.prefix>.copy.<schema>.<table>`.

        """
        + SettingsTable.grouped(new WeftSinkConnector().config());
  }

  private static String converter() {
    return """
        # Avro converter

        `io.weft.avro.AvroConverter`, as `key.converter` and `value.converter`; every setting below gets that word and a dot before
        its name. Names and meanings are those of Confluent's converter where it has the setting. What is new:
        `schema.registry.url=kafka`, which keeps the schemas in a topic of a Kafka cluster, and `preserve.invalid.names`. How to
        choose: [schemas](../operate/schemas.md).

        Beside the settings below there are `request.header.<name>`, a header of every request to a registry, and
        `schema.registry.kafka.<setting>`, any setting of the Kafka clients that reach the schemas' topic, such as
        `schema.registry.kafka.security.protocol`. The settings of a registry may have the prefix `schema.registry.`, as in
        `schema.registry.basic.auth.user.info`, and then win over those without, as with Confluent's client.

        """
        + SettingsTable.grouped(new AvroConverter().config());
  }

  private static String key() {
    return """
        # DistributionKey

        `io.weft.transforms.DistributionKey`. %s How to use it: [distribution](../operate/distribution.md).

        The key of a table without one stays empty; its partition is chosen all the same. A tombstone tells of no row, so that it
        would keep its key and partition: leave `tombstones.on.delete` off, as Weft's source does. Under the default replica
        identity a deleted row tells its key only; a table whose key lacks the column needs `REPLICA IDENTITY FULL`. A stock
        Debezium connector puts zeros and empty texts in the place of what a deleted row does not tell, which nobody can see
        afterwards; Weft's source leaves it NULL, and the transform refuses it.

        """
            .formatted(DistributionKey.OVERVIEW_DOC)
        + SettingsTable.grouped(new DistributionKey<SourceRecord>().config());
  }

  private static String lookup() {
    return """
        # DistributionLookup

        `io.weft.transforms.DistributionLookup`, on workers from Kafka 4.1 on. %s How to use it:
        [distribution](../operate/distribution.md#tables-that-lack-the-column).

        The column comes behind the others in `after`, in `before` where that is told, and in the key of a table that has one. It
        has the name that `columns` gives, and the type that the parents' records give it. It may be NULL, as a row of which
        `before` tells only some columns has none. Columns of integers, texts, uuids, numerics, dates, booleans and bytes are looked
        up. A tombstone keeps its key: leave `tombstones.on.delete` off, as Weft's source does.

        """
            .formatted(DistributionLookup.OVERVIEW_DOC)
        + SettingsTable.grouped(new DistributionLookup<SourceRecord>().config());
  }
}
