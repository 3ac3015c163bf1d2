package io.weft.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tables of a Citus cluster take: each kind of them, each kind of change. */
class CitusTablesTest {

  private final CitusTarget citus = CitusTarget.create();
  private final SinkFixture sink = citus.sink;
  private final TestRecords source =
      new TestRecords()
          .table("public.item", List.of("tenant", "id"), "tenant", "id", "name", "long")
          .table("public.log", List.of(), "tenant", "line")
          .table("acme.item", List.of("id"), "id", "name")
          .table("acme.log", List.of(), "tenant", "line");

  @AfterEach
  void stop() {
    citus.close();
  }

  private SinkFixture withItems() {
    return sink.given(
        """
        create table item(tenant int, id int, name text, long text, primary key (tenant, id));
        select create_distributed_table('item', 'tenant')""");
  }

  @Test
  void changedDistributionValueCarriesTheRowToItsShardWithItsUnchangedLargeValue() {
    withItems();
    sink.deliverAndAwait(
        source,
        source
            .begin(1)
            .insert("public.item", "1", "1", "a", "large")
            .insert("public.item", "2", "2", "b", "large too")
            .commit());
    sink.deliverAndAwait(
        source,
        source
            .begin(2)
            .changeKey("public.item", List.of("1", "1", "a", "?"), List.of("77", "1", "moved", "?"))
            .unchanged("long")
            .update("public.item", "2", "2", "c", "?")
            .unchanged("long")
            .commit());
    assertThat(sink.query("select * from item order by 1"))
        .containsExactly("2|2|c|large too", "77|1|moved|large");
    assertThat(sink.query("select name from item where tenant = 77")).containsExactly("moved");
  }

  @Test
  void changedDistributionValueOfARowKnownByItsIdAlone() {
    TestRecords byId =
        new TestRecords().table("public.item", List.of("id"), "tenant", "id", "name", "long");
    sink.given(
        """
        create table item(tenant int, id int, name text, long text, primary key (tenant, id));
        select create_distributed_table('item', 'tenant')""");
    sink.deliverAndAwait(
        byId,
        byId.begin(1)
            .insert("public.item", "1", "1", "a", "large")
            .insert("public.item", "1", "2", "b", "large")
            .commit());
    sink.deliverAndAwait(
        byId,
        byId.begin(2)
            .update("public.item", "5", "1", "moved", "?")
            .unchanged("long")
            .delete("public.item", "1", "2", null, null)
            .commit());
    assertThat(sink.query("select * from item")).containsExactly("5|1|moved|large");
  }

  @Test
  void nullDistributionValueIsRefusedByTableAndColumn() {
    sink.given(
        "create table log(tenant int, line text); select create_distributed_table('log', 'tenant')");
    sink.deliver(source.begin(1).insert("public.log", null, "secret").commit());
    assertThat(sink.awaitFailure())
        .contains("insert of table public.log", "distributed by \"tenant\"", "NULL")
        .doesNotContain("secret");
  }

  @Test
  void manyRowsWithANullDistributionValueAreRefusedTheSame() {
    sink.given(
        "create table log(tenant int, line text); select create_distributed_table('log', 'tenant')");
    TestRecords.Transaction transaction = source.begin(1);
    for (int i = 0; i < 300; i++) {
      transaction.insert("public.log", i == 200 ? null : "" + i, "secret");
    }
    sink.deliver(transaction.commit());
    assertThat(sink.awaitFailure())
        .contains("insert of table public.log", "distributed by \"tenant\"", "NULL")
        .doesNotContain("secret");
  }

  @Test
  void valueThatADistributedTableDoesNotTakeIsNamedByItsColumn() {
    sink.given(
        "create table log(tenant int, line date); select create_distributed_table('log', 'tenant')");
    sink.deliver(source.begin(1).insert("public.log", "1", "secret").commit());
    assertThat(sink.awaitFailure())
        .contains("insert of table public.log", "column \"line\" of type date")
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select create_distributed_table('log', 'tenant')",
        "select create_reference_table('log')",
        "select citus_add_local_table_to_metadata('log')"
      })
  void tableWithoutAKeyTakesEveryChange(String kind) {
    sink.given("create table log(tenant int, line text);" + kind);
    sink.deliverAndAwait(
        source,
        source
            .begin(1)
            .insert("public.log", "1", "twice")
            .insert("public.log", "1", "twice")
            .insert("public.log", "2", null)
            .insert("public.log", "3", "stays")
            .insert("public.log", "4", "goes")
            .commit());
    sink.deliverAndAwait(
        source,
        source
            .begin(2)
            .delete("public.log", "1", "twice")
            .updateFull("public.log", List.of("3", "stays"), List.of("3", "changed"))
            .delete("public.log", "4", "goes")
            .commit());
    assertThat(sink.query("select * from log order by 1"))
        .containsExactly("1|twice", "2|∅", "3|changed");
    sink.deliverAndAwait(source, source.begin(3).truncate("public.log").commit());
    assertThat(sink.query("select * from log")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"create_distributed_table('odd', 'tenant')", "create_reference_table('odd')"})
  void rowsWithoutAKeyAreComparedInOneFormOnEveryNode(String kind) {
    for (var node : citus.nodes()) {
      String database = "alter database " + citus.uri.database() + " set ";
      CitusTarget.execute(
          node,
          database + "timezone = 'Asia/Tokyo'",
          database + "intervalstyle = 'sql_standard'",
          database + "datestyle = 'SQL, DMY'",
          database + "extra_float_digits = -2",
          database + "bytea_output = 'escape'");
    }
    sink.given(
        """
        create table odd(tenant int, at timestamptz, span interval, f float8, b bytea, j json, v varchar(20), a int[]);
        """
            + "select "
            + kind);
    TestRecords odd =
        new TestRecords()
            .table("public.odd", List.of(), "tenant", "at", "span", "f", "b", "j", "v", "a");
    String[] row = {
      "1",
      "2024-03-04 05:06:07+00",
      "-1 days +02:03:00",
      "0.1",
      "\\x00ff",
      "{\"a\":1}",
      "v",
      "{1,2}"
    };
    String[] like = row.clone();
    like[3] = "0.10000000000000002";
    String[] other = row.clone();
    other[5] = "{\"a\": 1}";
    sink.deliverAndAwait(
        odd,
        odd.begin(1)
            .insert("public.odd", like)
            .insert("public.odd", row)
            .insert("public.odd", row)
            .insert("public.odd", other)
            .insert("public.odd", "2", null, null, null, null, null, null, null)
            .commit());
    sink.deliverAndAwait(
        odd,
        odd.begin(2)
            .delete("public.odd", row)
            .delete("public.odd", other)
            .delete("public.odd", "2", null, null, null, null, null, null, null)
            .commit());
    for (var node : citus.nodes()) {
      assertThat(CitusTarget.query(node, "select (f > 0.1) || ' ' || j from odd order by 1"))
          .containsExactly("false {\"a\":1}", "true {\"a\":1}");
    }
  }

  @Test
  void schemaThatIsATenantTakesEveryChange() {
    sink.given("set citus.enable_schema_based_sharding = on; create schema acme")
        .given(
            """
            create table acme.item(id int primary key, name text);
            create table acme.log(tenant int, line text)""");
    assertThat(
            sink.query(
                "select partmethod, repmodel from pg_dist_partition where logicalrelid = 'acme.item'::regclass"))
        .containsExactly("n|s");
    TestRecords.Transaction first = source.begin(1);
    for (int i = 1; i <= 5000; i++) {
      first.insert("acme.item", "" + i, "n");
    }
    first.insert("acme.log", "1", "twice").insert("acme.log", "1", "twice");
    sink.deliverAndAwait(source, first.commit());
    TestRecords.Transaction second = source.begin(2);
    for (int i = 1; i <= 5000; i++) {
      if (i % 2 == 0) {
        second.update("acme.item", "" + i, "u");
      } else if (i % 5 == 0) {
        second.delete("acme.item", "" + i, "n");
      }
    }
    second
        .changeKey("acme.item", List.of("1", "n"), List.of("9999", "n"))
        .delete("acme.log", "1", "twice");
    sink.deliverAndAwait(source, second.commit());
    assertThat(sink.query("select name, count(*), max(id) from acme.item group by 1 order by 1"))
        .containsExactly("n|2000|9999", "u|2500|5000");
    assertThat(sink.query("select * from acme.log")).containsExactly("1|twice");
    sink.deliverAndAwait(source, source.begin(3).truncate("acme.item").commit());
    assertThat(sink.query("select count(*) from acme.item")).containsExactly("0");
  }

  @Test
  void columnarTableTakesInsertsAndRefusesOtherChangesByName() {
    sink.given("create extension if not exists citus_columnar")
        .given(
            """
            create table log(tenant int, line text) using columnar;
            select create_distributed_table('log', 'tenant')""");
    TestRecords.Transaction first = source.begin(1);
    for (int i = 0; i < 100; i++) {
      first.insert("public.log", "" + i, "line");
    }
    sink.deliverAndAwait(source, first.commit());
    sink.deliverAndAwait(source, source.begin(2).insert("public.log", "1000", "one").commit());
    assertThat(sink.query("select count(*) from log")).containsExactly("101");
    sink.deliver(source.begin(3).delete("public.log", "1", "line").commit());
    assertThat(sink.awaitFailure())
        .contains("delete of table public.log", "columnar", "alter_table_set_access_method");
  }

  @Test
  void columnarTableWithAKeyTakesInsertsAndRefusesOtherChangesByName() {
    sink.given("create extension if not exists citus_columnar")
        .given(
            """
            create table item(tenant int, id int, name text, long text, primary key (tenant, id)) using columnar;
            select create_distributed_table('item', 'tenant')""");
    TestRecords.Transaction first = source.begin(1);
    for (int i = 0; i < 100; i++) {
      first.insert("public.item", "" + i, "1", "line", "l");
    }
    sink.deliverAndAwait(source, first.commit());
    assertThat(sink.query("select count(*) from item")).containsExactly("100");
    sink.deliver(source.begin(3).update("public.item", "1", "1", "b", "l").commit());
    assertThat(sink.awaitFailure())
        .contains("update of table public.item", "columnar", "alter_table_set_access_method");
  }

  @Test
  void largeBatchesOfEveryChangeReachAllShards() {
    withItems();
    TestRecords.Transaction first = source.begin(1);
    for (int i = 0; i < 12_000; i++) {
      first.insert("public.item", "" + i % 500, "" + i, "a", "long");
    }
    sink.deliverAndAwait(source, first.commit());
    TestRecords.Transaction second = source.begin(2);
    for (int i = 0; i < 12_000; i++) {
      switch (i % 3) {
        case 0 -> second.update("public.item", "" + i % 500, "" + i, "b", "long");
        case 1 -> second.update("public.item", "" + i % 500, "" + i, "c", "?").unchanged("long");
        default -> second.delete("public.item", "" + i % 500, "" + i, null, null);
      }
    }
    sink.deliverAndAwait(source, second.commit());
    assertThat(sink.query("select name, long, count(*) from item group by 1, 2 order by 1"))
        .containsExactly("b|long|4000", "c|long|4000");
    assertThat(sink.metric("fallbacks-total").longValue()).isZero();
  }

  @Test
  void truncateEmptiesShardsAndReferenceTablesWithForeignKeys() {
    sink.given(
        """
        create table acme(id int primary key);
        create table item(tenant int, id int references acme, name text, long text, primary key (tenant, id));
        select create_reference_table('acme');
        select create_distributed_table('item', 'tenant')""");
    TestRecords with =
        new TestRecords()
            .table("public.item", List.of("tenant", "id"), "tenant", "id", "name", "long")
            .table("public.acme", List.of("id"), "id");
    sink.deliverAndAwait(
        with,
        with.begin(1)
            .insert("public.acme", "1")
            .insert("public.item", "1", "1", "a", "l")
            .insert("public.item", "2", "1", "a", "l")
            .commit());
    sink.deliverAndAwait(
        with,
        with.begin(2)
            .delete("public.item", "1", "1", "a", "l")
            .truncate("public.item")
            .truncate("public.acme")
            .insert("public.acme", "2")
            .commit());
    assertThat(sink.query("select count(*) from item")).containsExactly("0");
    assertThat(sink.query("select id from acme")).containsExactly("2");
    sink.deliverAndAwait(with, with.begin(3).insert("public.item", "3", "2", "a", "l").commit());
    assertThat(sink.query("select tenant from item")).containsExactly("3");
  }

  @Test
  void generatedAndIdentityColumnsOfDistributedTables() {
    sink.given(
        """
        create table item(tenant int, id bigint generated always as identity, name text, long text,
          upper text generated always as (upper(name)) stored, primary key (tenant, id));
        select create_distributed_table('item', 'tenant')""");
    sink.deliverAndAwait(
        source,
        source
            .begin(1)
            .insert("public.item", "1", "10", "a", "l")
            .insert("public.item", "2", "11", "b", "l")
            .commit());
    sink.deliverAndAwait(
        source,
        source
            .begin(2)
            .update("public.item", "1", "10", "c", "l")
            .changeKey("public.item", List.of("2", "11", "b", "l"), List.of("3", "12", "d", "l"))
            .commit());
    assertThat(sink.query("select tenant, id, name, upper from item order by 1"))
        .containsExactly("1|10|c|C", "3|12|d|D");
  }

  @Test
  void triggersOnShardsStayStill() {
    withItems();
    for (var node : citus.nodes()) {
      CitusTarget.execute(
          node,
          "create function refuse() returns trigger language plpgsql as $$ begin raise exception 'fired'; end $$");
    }
    for (var worker : citus.workers()) {
      for (String shard :
          CitusTarget.query(
              worker,
              "select oid::regclass from pg_class where relname ~ '^item_[0-9]+$' and relkind = 'r'")) {
        CitusTarget.execute(
            worker,
            "set citus.enable_manual_changes_to_shards = on; create trigger t before insert or update or delete on "
                + shard
                + " for each row execute function refuse()");
      }
    }
    sink.deliverAndAwait(
        source, source.begin(1).insert("public.item", "1", "1", "a", "l").commit());
    sink.deliverAndAwait(
        source,
        source
            .begin(2)
            .update("public.item", "1", "1", "b", "l")
            .insert("public.item", "2", "1", "c", "l")
            .delete("public.item", "2", "1", "c", "l")
            .commit());
    assertThat(sink.query("select name from item")).containsExactly("b");
  }
}
