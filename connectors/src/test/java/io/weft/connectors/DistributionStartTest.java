package io.weft.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;

/** Sources whose records would lack the distribution column are refused before the start. */
class DistributionStartTest {

  private static final String KEY_COLUMNS = "transforms.key.columns";
  private static final String LOOKUP_COLUMNS = "transforms.lookup.columns";
  private static final String FOREIGN_KEYS = "transforms.lookup.foreign.keys";

  /** Right in every respect. */
  private static final String SHOP =
      """
      create table customer (tenant_id int, id int unique, primary key (tenant_id, id));
      create table orders (id int primary key, customer_id int not null references customer (id));
      create unique index by_customer on orders (customer_id, id);
      create table country (id int primary key);
      alter table orders replica identity full;
      insert into customer values (1, 1); insert into orders values (1, 1);
      """;

  private static Map<String, String> settings(Source source) {
    Map<String, String> settings = source.settings();
    settings.put("transforms", "lookup,key");
    settings.put("transforms.lookup.type", "io.weft.transforms.DistributionLookup");
    settings.put(LOOKUP_COLUMNS, "public[.](orders|customer):tenant_id");
    settings.put("transforms.key.type", "DistributionKey");
    settings.put(KEY_COLUMNS, "public[.].*:tenant_id");
    settings.put("transforms.key.reference.tables", "public[.]country");
    return settings;
  }

  private static Map<String, String> faults(Map<String, String> settings) {
    return new PostgresSourceConnector()
        .validate(new HashMap<>(settings)).configValues().stream()
            .filter(value -> !value.errorMessages().isEmpty())
            .collect(
                Collectors.toMap(ConfigValue::name, value -> value.errorMessages().toString()));
  }

  @Test
  void sourceWhoseRecordsAllTellTheColumnIsAccepted() {
    try (Source source = Source.with(SHOP)) {
      assertThat(faults(settings(source))).isEmpty();
      source.execute("alter table orders replica identity using index by_customer");
      assertThat(faults(settings(source))).isEmpty();
    }
  }

  @Test
  void tableThatLacksTheColumnAndIsNotLookedUpIsRefused() {
    try (Source source = Source.with(SHOP)) {
      Map<String, String> settings = settings(source);
      settings.put("transforms", "key");
      assertThat(faults(settings))
          .containsOnlyKeys(KEY_COLUMNS)
          .hasEntrySatisfying(
              KEY_COLUMNS,
              fault ->
                  assertThat(fault)
                      .contains(
                          "Table public.orders has no column tenant_id",
                          "DistributionLookup",
                          "transforms.key.reference.tables"));
      settings.put("transforms.key.reference.tables", "public[.](country|orders)");
      assertThat(faults(settings)).isEmpty();
    }
  }

  @Test
  void pathThatDoesNotExistIsRefused() {
    try (Source source =
        Source.with(SHOP + "alter table orders drop constraint orders_customer_id_fkey")) {
      assertThat(faults(settings(source)))
          .containsOnlyKeys(FOREIGN_KEYS)
          .hasEntrySatisfying(
              FOREIGN_KEYS, fault -> assertThat(fault).contains("public.orders", "tenant_id"));
      Map<String, String> settings = settings(source);
      settings.put(FOREIGN_KEYS, "public.orders(customer_id)>public.customer(nr)");
      assertThat(faults(settings).get(FOREIGN_KEYS)).contains("column nr of table public.customer");
      settings.put(FOREIGN_KEYS, "public.orders(customer_id)>public.customer(id)");
      assertThat(faults(settings)).isEmpty();
    }
  }

  @Test
  void replicaIdentityThatDoesNotTellIsRefusedWithTheStatementThatMendsIt() {
    try (Source source =
        Source.with(
            SHOP
                + """
                alter table orders replica identity default;
                create table own (id int primary key, tenant_id int not null);
                create unique index including on own (id) include (tenant_id);
                alter table own replica identity using index including;
                create table parts (id int primary key, tenant_id int not null) partition by range (id);
                create table part1 partition of parts for values from (0) to (10);
                create table part2 partition of parts for values from (10) to (20);
                alter table part1 replica identity full;
                """)) {
      Map<String, String> faults = faults(settings(source));
      assertThat(faults).containsOnlyKeys(KEY_COLUMNS, LOOKUP_COLUMNS);
      assertThat(faults.get(LOOKUP_COLUMNS))
          .contains(
              "Table public.orders",
              "does not hold customer_id, by which it is looked up",
              "ALTER TABLE \"public\".\"orders\" REPLICA IDENTITY FULL, or REPLICA IDENTITY USING INDEX \"by_customer\"");
      assertThat(faults.get(KEY_COLUMNS))
          .contains(
              "ALTER TABLE \"public\".\"own\" REPLICA IDENTITY FULL",
              "ALTER TABLE \"public\".\"part2\" REPLICA IDENTITY FULL")
          .doesNotContain("USING INDEX", "part1", "\"parts\"");
    }
  }

  @Test
  void tableInWhichOthersFindTheColumnHasToTellItToo() {
    try (Source source =
        Source.with(
            """
            create table customer (id int primary key, tenant_id int);
            create table orders (id int primary key, customer_id int not null references customer);
            create table alone (id int primary key, tenant_id int);
            alter table orders replica identity full;
            """)) {
      Map<String, String> settings = settings(source);
      settings.put("transforms", "lookup");
      settings.put(LOOKUP_COLUMNS, "public[.].*:tenant_id");
      assertThat(faults(settings))
          .containsOnlyKeys(LOOKUP_COLUMNS)
          .hasEntrySatisfying(
              LOOKUP_COLUMNS,
              fault ->
                  assertThat(fault)
                      .contains("ALTER TABLE \"public\".\"customer\" REPLICA IDENTITY FULL")
                      .doesNotContain("alone", "orders"));
      source.execute("alter table customer replica identity full");
      source.execute("insert into customer values (1, null)");
      assertThat(faults(settings)).isEmpty();
    }
  }

  @Test
  void rowsWithoutAValueAreRefused() {
    try (Source source =
        Source.with(
            SHOP
                + """
                create table own (id int primary key, tenant_id int);
                alter table own replica identity full;
                alter table orders alter customer_id drop not null;
                """)) {
      assertThat(faults(settings(source))).isEmpty();
      source.execute("insert into own values (1, null); insert into orders values (2, null)");
      Map<String, String> faults = faults(settings(source));
      assertThat(faults).containsOnlyKeys(KEY_COLUMNS, LOOKUP_COLUMNS);
      assertThat(faults.get(KEY_COLUMNS))
          .contains("Table public.own has rows without a value of tenant_id", "Find them: SELECT");
      assertThat(faults.get(LOOKUP_COLUMNS))
          .contains("Table public.orders has rows without a value of tenant_id");
      Map<String, String> taken = settings(source);
      taken.put("transforms.key.null.partition", "0");
      assertThat(faults(taken)).containsOnlyKeys(LOOKUP_COLUMNS);
      taken.put("transforms.lookup.nulls", "pass");
      assertThat(faults(taken)).isEmpty();
      taken.remove("transforms.key.null.partition");
      assertThat(faults(taken)).containsOnlyKeys(KEY_COLUMNS, LOOKUP_COLUMNS);
    }
  }

  @Test
  void orphanOfADeclaredKeyIsFoundThoughNothingIsNull() {
    try (Source source =
        Source.with(
            SHOP
                + "alter table orders drop constraint orders_customer_id_fkey;"
                + "insert into orders values (2, 77)")) {
      Map<String, String> settings = settings(source);
      settings.put(FOREIGN_KEYS, "public.orders(customer_id)>public.customer(id)");
      assertThat(faults(settings).get(LOOKUP_COLUMNS))
          .contains("public.orders", "leads nowhere")
          .doesNotContain("77");
    }
  }

  @Test
  void parentThatOnlyTheLookupsRoleMayReadIsNoObstacle() {
    try (Source source = Source.with(SHOP + "alter table orders alter customer_id drop not null")) {
      String role = "reader_of_" + source.database();
      source.execute(
          "create role %s login replication".formatted(role),
          "grant select on orders, country to " + role);
      Map<String, String> settings = settings(source);
      settings.put("database.user", role);
      settings.put("table.exclude.list", "public[.]customer");
      assertThat(faults(settings)).isEmpty();
      source.execute("drop owned by " + role, "drop role " + role);
    }
  }

  @Test
  void keyBeforeTheLookupIsRefused() {
    try (Source source = Source.with(SHOP)) {
      Map<String, String> settings = settings(source);
      settings.put("transforms", "key, lookup");
      assertThat(faults(settings))
          .containsOnlyKeys("transforms")
          .hasEntrySatisfying(
              "transforms", fault -> assertThat(fault).contains("before that one in transforms"));
    }
  }

  @Test
  void transformsOfOthersAndUnderAPredicateAreLeftToThemselves() {
    try (Source source = Source.with("create table t (id int primary key)")) {
      Map<String, String> settings = settings(source);
      settings.put("transforms.lookup.type", "com.example.DistributionLookup");
      settings.put("transforms.key.predicate", "some");
      assertThat(faults(settings)).isEmpty();
    }
  }

  @Test
  void startItselfIsRefusedAlikeThoughNobodyValidated() {
    try (Source source = Source.with(SHOP + "alter table orders replica identity default");
        FakeWorker worker = new FakeWorker(settings(source))) {
      assertThatThrownBy(worker::start)
          .hasMessageContainingAll("Cannot capture the source", "REPLICA IDENTITY FULL");
      assertThat(
              source.query(
                  "select 1 from pg_replication_slots where database = current_database()"))
          .isEmpty();
    }
  }
}
