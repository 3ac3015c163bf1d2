package io.weft.transforms;

import io.weft.postgres.testing.TestPostgres;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** A source of orders, which have a tenant, of items that refer to them, and of notes to those. */
final class Shop {

  static final Changes ORDERS =
      new Changes(
          "public",
          "orders",
          key("orders"),
          row("orders")
              .field("id", Schema.OPTIONAL_INT32_SCHEMA)
              .field("tenant_id", Schema.OPTIONAL_INT32_SCHEMA)
              .build());

  static final Changes ITEMS =
      new Changes(
          "public",
          "items",
          key("items"),
          row("items")
              .field("id", Schema.OPTIONAL_INT32_SCHEMA)
              .field("order_id", Schema.OPTIONAL_INT64_SCHEMA)
              .build());

  static final Changes NOTES =
      new Changes(
          "public",
          "notes",
          key("notes"),
          row("notes")
              .field("id", Schema.OPTIONAL_INT32_SCHEMA)
              .field("item_id", Schema.OPTIONAL_INT32_SCHEMA)
              .build());

  final String database = TestPostgres.createDatabase("shop");

  Shop() {
    execute(
        """
        create table orders (id int primary key, tenant_id int);
        create table items (id int primary key, order_id bigint references orders on delete cascade);
        create table notes (id int primary key, item_id int references items on delete cascade)""");
  }

  private static Schema key(String table) {
    return SchemaBuilder.struct()
        .name(table + ".Key")
        .field("id", Schema.OPTIONAL_INT32_SCHEMA)
        .build();
  }

  private static SchemaBuilder row(String table) {
    return SchemaBuilder.struct().name(table + ".Value").optional();
  }

  void execute(String sql) {
    TestPostgres.execute(database, sql);
  }

  DistributionLookup<SourceRecord> lookup(Map<String, String> more) {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "columns", "public[.].*:tenant_id",
                "reference.tables", "public[.]countries",
                "connection.url", url(database),
                "connection.user", "postgres"));
    settings.putAll(more);
    DistributionLookup<SourceRecord> lookup = new DistributionLookup<>();
    lookup.configure(settings);
    return lookup;
  }

  static String url(String database) {
    return "postgresql://localhost:%d/%s".formatted(TestPostgres.port(), database);
  }

  static Struct order(int id, Integer tenant) {
    return new Struct(ORDERS.row()).put("id", id).put("tenant_id", tenant);
  }

  static Struct item(int id, Long order) {
    return new Struct(ITEMS.row()).put("id", id).put("order_id", order);
  }

  static Struct note(int id, Integer item) {
    return new Struct(NOTES.row()).put("id", id).put("item_id", item);
  }

  static Object after(SourceRecord record) {
    return ((Struct) record.value()).getStruct("after").get("tenant_id");
  }

  static Object before(SourceRecord record) {
    return ((Struct) record.value()).getStruct("before").get("tenant_id");
  }

  static Object inKey(SourceRecord record) {
    return ((Struct) record.key()).get("tenant_id");
  }
}
