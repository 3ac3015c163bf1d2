package io.weft.benchmarks.convert;

import io.debezium.config.Configuration;
import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.data.Envelope;
import io.debezium.schema.SchemaFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * Changes of a table's rows, in the envelopes of Debezium's PostgreSQL connector with transaction
 * metadata: its own code makes the schemas.
 *
 * @param topic where the connector would put them
 * @param schema of each
 * @param envelopes of eight changes five insert, two update and one deletes, as in the workload iot
 */
record Changes(String topic, Schema schema, List<Struct> envelopes) {

  private static final String PREFIX = "benchmark";
  private static final int COUNT = 64;
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678901Z");

  static Changes of(Table table) {
    String topic = PREFIX + ".public." + table.label();
    Schema row = row(topic, table);
    Envelope envelope =
        Envelope.defineSchema()
            .withName(Envelope.schemaName(topic))
            .withRecord(row)
            .withSource(source())
            .withTransaction(SchemaFactory.get().transactionBlockSchema())
            .build();
    List<Struct> envelopes = new ArrayList<>();
    for (int number = 0; number < COUNT; number++) {
      envelopes.add(change(envelope, table, row, number));
    }
    return new Changes(topic, envelope.schema(), envelopes);
  }

  private static Schema row(String topic, Table table) {
    SchemaBuilder row = SchemaBuilder.struct().name(topic + ".Value").optional();
    table.columns().forEach(column -> row.field(column.name(), column.schema()));
    return row.build();
  }

  private static Schema source() {
    return new PostgresConnectorConfig(Configuration.from(Map.of("topic.prefix", PREFIX)))
        .getSourceInfoStructMaker()
        .schema();
  }

  private static Struct change(Envelope envelope, Table table, Schema rowSchema, int number) {
    Struct source = source(envelope.schema().field("source").schema(), table, number);
    Struct row = row(rowSchema, table, number);
    Struct change =
        switch (number % 8) {
          case 5, 6 -> envelope.update(null, row, source, TIME);
          case 7 -> envelope.delete(row, source, TIME);
          default -> envelope.create(row, source, TIME);
        };
    return change.put("transaction", transaction(envelope.schema(), number));
  }

  private static Struct row(Schema schema, Table table, int number) {
    Struct row = new Struct(schema);
    table.columns().forEach(column -> row.put(column.name(), column.value().apply(number)));
    return row;
  }

  private static Struct source(Schema schema, Table table, int number) {
    long micros = TIME.getEpochSecond() * 1_000_000 + number;
    return new Struct(schema)
        .put("version", "3.7.0.Final")
        .put("connector", "postgresql")
        .put("name", PREFIX)
        .put("ts_ms", micros / 1000)
        .put("snapshot", "false")
        .put("db", "source")
        .put("sequence", "[\"%d\",\"%d\"]".formatted(90_000_000 + number, 90_000_100 + number))
        .put("ts_us", micros)
        .put("ts_ns", micros * 1000)
        .put("schema", "public")
        .put("table", table.label())
        .put("txId", 800L + number / 9)
        .put("lsn", 90_000_100L + number);
  }

  private static Struct transaction(Schema envelope, int number) {
    return new Struct(envelope.field("transaction").schema())
        .put("id", "%d:%d".formatted(800 + number / 9, 90_000_100 + number))
        .put("total_order", 1L + number % 9)
        .put("data_collection_order", 1L + number % 5);
  }
}
