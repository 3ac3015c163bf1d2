package io.weft.connectors;

import static io.weft.connectors.FakeCopyWorker.portion;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.connectors.copy.CopySourceConnector;
import io.weft.postgres.testing.TestPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** Tables that lack the column by which they are to be distributed bring it along. */
class CopyJoinTest {

  private static final String RULE = "public[.].*:tenant_id";

  private static final String SHOP =
      """
      create table customer (id int primary key, tenant_id int not null);
      create table orders (id int primary key, customer_id int not null references customer);
      create table item (id int primary key, order_id int not null references orders, note text);
      insert into customer select i, i %% 7 from generate_series(1, 300) i;
      insert into orders select i, i * 7 %% 300 + 1 from generate_series(1, 900) i;
      insert into item select i, i * 13 %% 900 + 1, repeat('x', i %% 300) from generate_series(1, 4000) i;
      """
          .replace("%%", "%");

  private static final String ITEMS =
      "select c.tenant_id, i.* from item i join orders o on o.id = i.order_id join customer c on c.id = o.customer_id";

  private static FakeCopyWorker worker(Source source) {
    return new FakeCopyWorker(source.copySettings()).with("distribution.columns", RULE);
  }

  @Test
  void childAndGrandchildBringTheColumnOfTheirAncestor() {
    try (Source source = Source.with(SHOP);
        FakeCopyWorker worker = worker(source).start()) {
      worker.pollUntilCopied("public.customer", "public.orders", "public.item");

      assertThat(portion(worker.copy().of("public.item").get(0)).columns())
          .containsExactly("tenant_id", "id", "order_id", "note");
      assertThat(portion(worker.copy().of("public.item").get(0)).types())
          .containsExactly("integer", "integer", "integer", "text");
      assertThat(portion(worker.copy().of("public.customer").get(0)).columns())
          .containsExactly("id", "tenant_id");
      CopyTest.assertSame(source, worker.copy(), "public.item", ITEMS);
      CopyTest.assertSame(
          source,
          worker.copy(),
          "public.orders",
          "select c.tenant_id, o.* from orders o join customer c on c.id = o.customer_id");
    }
  }

  @Test
  void binaryRowsHoldTheColumnInItsOwnType() throws SQLException, IOException {
    try (Source source =
            Source.with(
                SHOP
                    + "update customer set tenant_id = -1 where id % 2 = 0;"
                    + "create table back (tenant_id int not null, id int, order_id int, note text)");
        FakeCopyWorker worker =
            worker(source)
                .with("copy.format", "binary")
                .with("table.include.list", "public.item")
                .start();
        Connection connection = TestPostgres.connect(source.database())) {
      worker.pollUntilCopied("public.item");
      for (SourceRecord record : worker.copy().of("public.item")) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.write(CopyTest.BINARY_HEAD);
        stream.write((byte[]) record.value());
        stream.write(new byte[] {-1, -1});
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                "copy back (%s) from stdin (format binary)"
                    .formatted(String.join(", ", portion(record).columns())),
                new ByteArrayInputStream(stream.toByteArray()));
      }
      assertThat(source.query("select count(*) from (" + ITEMS + " except all table back) x"))
          .containsExactly("0");
      assertThat(source.query("select count(*) from back")).containsExactly("4000");
    }
  }

  @Test
  void taskThatDiesInTheMiddleOfAChunkGoesOnThereThoughAJoinWouldMixItsRows() {
    try (Source source = Source.with(SHOP)) {
      source.execute(
          "alter database %s set enable_nestloop = off".formatted(source.database()),
          "alter database %s set enable_hashjoin = off".formatted(source.database()),
          "analyze");
      try (FakeCopyWorker worker =
          worker(source)
              .with("copy.chunk.bytes", "100000000")
              .with("transaction.max.bytes", "20000")
              .with("table.include.list", "public.item")
              .start()) {
        for (int crash = 0; crash < 5; crash++) {
          int before = worker.kafkaTransactions().size();
          worker.pollUntil(() -> worker.kafkaTransactions().size() > before + 1);
          worker.pollUntil(() -> !worker.task(0).uncommitted().isEmpty());
          worker.crashTask(0);
        }
        worker.pollUntilCopied("public.item");
        CopyTest.assertSame(source, worker.copy(), "public.item", ITEMS);
        assertThat(worker.copy().rows("public.item"))
            .containsExactlyElementsOf(inOrderOfPages(source));
      }
    }
  }

  private static List<String> inOrderOfPages(Source source) {
    return source.query(
        "select concat_ws(E'\\t', tenant_id, id, order_id, note) from (%s) x order by ctid"
            .formatted(ITEMS.replace("i.*", "i.*, i.ctid")));
  }

  @Test
  void partitionsAndCompositeKeysAndNamesThatNeedQuotesAreJoined() {
    try (Source source =
            Source.with(
                """
                create schema "S p";
                create table "S p"."Konto" (bank text collate "C", nr bigint, "Mandant" text not null, primary key (bank, nr)) partition by list (bank);
                create table "S p"."Konto1" partition of "S p"."Konto" for values in ('a');
                create table "S p"."Konto2" partition of "S p"."Konto" default;
                create table "S p".buchung (id int, "B" text not null, nr int not null, primary key (id, nr),
                  foreign key (nr, "B") references "S p"."Konto" (nr, bank)) partition by range (id);
                create table "S p".buchung1 partition of "S p".buchung for values from (0) to (100);
                create table "S p".buchung2 partition of "S p".buchung for values from (100) to (1000);
                insert into "S p"."Konto" select case when i % 2 = 0 then 'a' else 'ö' end, i, E'\\\\N' || i from generate_series(0, 9) i;
                insert into "S p".buchung select i, case when i % 2 = 0 then 'a' else 'ö' end, i % 10 from generate_series(0, 500) i;
                """);
        FakeCopyWorker worker =
            worker(source).with("distribution.columns", "S p[.].*:Mandant").start()) {
      worker.pollUntilCopied("S p.Konto", "S p.buchung");
      assertThat(portion(worker.copy().of("S p.buchung").get(0)).columns())
          .containsExactly("Mandant", "id", "B", "nr");
      CopyTest.assertSame(
          source,
          worker.copy(),
          "S p.buchung",
          """
          select k."Mandant", b.* from "S p".buchung b join "S p"."Konto" k on k.bank = b."B" and k.nr = b.nr""");
    }
  }

  @Test
  void declaredKeyOfATableThatIsNotCopiedCountsWhereTheCatalogHasNone() {
    try (Source source =
            Source.with(
                "create table parent (id int primary key, tenant_id bigint);"
                    + "create table child (id int primary key, parent int);"
                    + "insert into parent values (1, 10), (2, 20); insert into child values (5, 2), (6, 1)");
        FakeCopyWorker worker =
            worker(source)
                .with("table.include.list", "public.child")
                .with("distribution.foreign.keys", "public.child(parent)>public.parent(id)")
                .start()) {
      worker.pollUntilCopied("public.child");
      assertThat(worker.copy().rows("public.child")).containsExactly("20\t5\t2", "10\t6\t1");
      assertThat(portion(worker.committed().get(0)).types()).startsWith("bigint");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "binary"})
  void rowWithoutAValueIsRefusedWithTableAndKeyAndIsNeitherDroppedNorNull(String format) {
    for (String orphan :
        List.of(
            "insert into item values (5000, 77777, 'secret')",
            "alter table item alter order_id drop not null; insert into item values (5000, null, 'secret')",
            "update customer set tenant_id = null; insert into item values (5000, 1, 'secret')")) {
      try (Source source =
          Source.with(
              SHOP.replace("tenant_id int not null", "tenant_id int")
                  + "alter table item drop constraint item_order_id_fkey;"
                  + "delete from item;"
                  + orphan)) {
        FakeCopyWorker worker =
            worker(source)
                .with("copy.format", format)
                .with("table.include.list", "public.item")
                .with("distribution.foreign.keys", "public.item(order_id)>public.orders(id)")
                .start();
        try (worker) {
          assertThatThrownBy(() -> worker.pollUntilCopied("public.item"))
              .hasMessageContainingAll(
                  "public.item (key id)",
                  "no value of tenant_id",
                  "IS NULL",
                  "restart the connector")
              .hasMessageNotContaining("secret")
              .hasMessageNotContaining("77777");
          assertThat(worker.copy().rows("public.item")).isEmpty();
        }
      }
    }
  }

  @Test
  void queryThatTheRefusalNamesFindsTheRow() {
    try (Source source =
            Source.with(
                SHOP
                    + "alter table item drop constraint item_order_id_fkey;"
                    + "insert into item values (5000, 77777, 'secret')");
        FakeCopyWorker worker =
            worker(source)
                .with("distribution.foreign.keys", "public.item(order_id)>public.orders(id)")
                .start()) {
      String[] message = new String[1];
      assertThatThrownBy(() -> worker.pollUntilCopied("public.item"))
          .satisfies(e -> message[0] = e.getMessage());
      String query = message[0].replaceAll("(?s).*(SELECT .* IS NULL).*", "$1");
      assertThat(source.query(query)).containsExactly("5000");
      source.execute("delete from item where id = 5000");
      worker.stop();
      worker.start();
      worker.pollUntilCopied("public.item");
      CopyTest.assertSame(source, worker.copy(), "public.item", ITEMS);
    }
  }

  @Test
  void tablesOnTheWayStayAsTheSnapshotHasThem() throws SQLException {
    try (Source source = Source.with(SHOP);
        FakeCopyWorker worker =
            worker(source)
                .with("table.include.list", "public.item")
                .with("copy.rate.limit", "400000")
                .start();
        Connection connection = TestPostgres.connect(source.database());
        Statement statement = connection.createStatement()) {
      worker.pollUntil(() -> !worker.committed().isEmpty());
      String rows = String.join("\n", inOrderOfPages(source));
      statement.execute("set lock_timeout = 100");
      assertThatThrownBy(() -> statement.execute("truncate customer cascade"))
          .hasMessageContaining("lock timeout");
      assertThatThrownBy(() -> statement.execute("vacuum full orders"))
          .hasMessageContaining("lock timeout");
      statement.execute("update customer set tenant_id = 99");
      worker.pollUntilCopied("public.item");
      assertThat(String.join("\n", worker.copy().rows("public.item"))).isEqualTo(rows);
    }
  }

  @Test
  void eachObstacleIsNamedBeforeTheCopyStarts() {
    try (Source source =
        Source.with(
            SHOP
                + """
                create table alone (id int primary key);
                create table country (id int primary key);
                create table a (id int primary key, c1 int references customer, c2 int references customer);
                alter table orders alter customer_id drop not null; insert into orders values (5000, null);
                """)) {
      Map<String, String> settings = source.copySettings();
      settings.put("distribution.columns", RULE);
      settings.put("distribution.reference.tables", "public[.]country");
      settings.put("distribution.foreign.keys", "public.item(id)>public.orders(nr)");
      Map<String, String> faults = faults(settings);
      assertThat(faults).containsOnlyKeys("distribution.foreign.keys", "distribution.columns");
      assertThat(faults.get("distribution.foreign.keys"))
          .contains("public.alone", "public.a ", "public.item(id)>public.orders(nr)")
          .doesNotContain("country");
      assertThat(faults.get("distribution.columns"))
          .contains("Table public.orders has rows without a value of tenant_id", "\"customer_id\"");
    }
  }

  @Test
  void settingsOfTheStreamsTransformsServeAndMustNotDiffer() {
    try (Source source = Source.with(SHOP)) {
      Map<String, String> settings = source.copySettings();
      settings.put("transforms", "lookup, key");
      settings.put("transforms.lookup.type", "io.weft.transforms.DistributionLookup");
      settings.put("transforms.lookup.columns", RULE);
      settings.put("transforms.key.type", "io.weft.transforms.DistributionKey");
      settings.put("transforms.key.columns", "public[.]other:x");
      try (FakeCopyWorker worker = new FakeCopyWorker(settings).start()) {
        worker.pollUntilCopied("public.item");
        CopyTest.assertSame(source, worker.copy(), "public.item", ITEMS);
      }
      assertThat(faults(settings)).isEmpty();
      settings.put("distribution.columns", RULE);
      assertThat(faults(settings)).isEmpty();
      settings.put("distribution.columns", "public[.]item:tenant_id");
      assertThat(faults(settings))
          .containsOnlyKeys("distribution.columns")
          .hasEntrySatisfying(
              "distribution.columns",
              fault -> assertThat(fault).contains("transforms.lookup.*", "Leave one"));
    }
  }

  @Test
  void badSettingsAreNamedOnTheirKeys() {
    try (Source source = Source.with(SHOP)) {
      Map<String, String> settings = source.copySettings();
      settings.put("distribution.columns", "public[.]item");
      settings.put("distribution.reference.tables", "(");
      settings.put("distribution.foreign.keys", "item>orders");
      assertThat(faults(settings))
          .containsOnlyKeys(
              "distribution.columns", "distribution.reference.tables", "distribution.foreign.keys");
    }
  }

  private static Map<String, String> faults(Map<String, String> settings) {
    return new CopySourceConnector()
        .validate(settings).configValues().stream()
            .filter(value -> !value.errorMessages().isEmpty())
            .collect(
                Collectors.toMap(ConfigValue::name, value -> value.errorMessages().toString()));
  }
}
