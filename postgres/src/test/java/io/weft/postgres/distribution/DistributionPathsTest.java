package io.weft.postgres.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.postgres.TableName;
import io.weft.postgres.distribution.DistributionPath.Join;
import io.weft.postgres.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DistributionPathsTest {

  private static final DistributionRules BY_TENANT =
      new DistributionRules(List.of(".*:tenant_id"), List.of("public[.]countries"));

  private final String database = TestPostgres.createDatabase("paths");

  private DistributionPaths.Found read(DistributionRules rules, String declared, String... tables) {
    try (Connection connection = TestPostgres.connect(database)) {
      return new DistributionPaths(rules, ForeignKey.parse(declared))
          .read(connection, Stream.of(tables).map(DistributionPathsTest::table).toList());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TableName table(String name) {
    return new TableName("public", name);
  }

  private DistributionPath path(String declared, String name) {
    DistributionPaths.Found found = read(BY_TENANT, declared, name);
    assertThat(found.faults()).isEmpty();
    return found.paths().get(table(name));
  }

  private String fault(String declared, String name) {
    DistributionPaths.Found found = read(BY_TENANT, declared, name);
    assertThat(found.paths()).isEmpty();
    assertThat(found.faults()).hasSize(1);
    return found.faults().get(0);
  }

  /** The values that the path's join brings, in the order of the table's first column. */
  private List<String> joined(DistributionPath path) {
    Join join = path.join("t");
    String sql =
        "select %s::text from only %s t%s order by t.ctid"
            .formatted(join.value(), path.table().quoted(), join.clauses());
    try (Connection connection = TestPostgres.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute("set search_path = pg_catalog");
      try (ResultSet rows = statement.executeQuery(sql)) {
        List<String> values = new ArrayList<>();
        while (rows.next()) {
          values.add(rows.getString(1));
        }
        return values;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private void given(String sql) {
    TestPostgres.execute(database, sql);
  }

  @Test
  void tableWithTheColumnNeedsNoWay() {
    given(
        "create table orders (id int primary key, tenant_id int); insert into orders values (1, 7)");

    DistributionPath path = path("", "orders");

    assertThat(path.isOwn()).isTrue();
    assertThat(path.holder()).isEqualTo(table("orders"));
    assertThat(path.tellingColumns()).containsExactly("tenant_id");
    assertThat(joined(path)).containsExactly("7");
  }

  @Test
  void grandchildIsLedOverItsParentAndRowsWithoutOneStay() {
    given(
        """
        create table orders (id int primary key, tenant_id text);
        create table items (id int primary key, order_id bigint references orders);
        create table notes (id int primary key, item_id int references items);
        insert into orders values (1, 'a'), (2, 'b');
        insert into items values (10, 1), (20, 2), (30, null);
        insert into notes values (1, 10), (2, 20), (3, 30), (4, null)""");

    DistributionPath path = path("", "notes");

    assertThat(path.holder()).isEqualTo(table("orders"));
    assertThat(path.tellingColumns()).containsExactly("item_id");
    assertThat(path.ofParent()).isEqualTo(path("", "items"));
    assertThat(joined(path)).containsExactly("a", "b", null, null);
  }

  @Test
  void oddNamesAndSeveralColumnsAreQuoted() {
    given(
        """
        create schema "My.Schema";
        create table "My.Schema"."Order ""s"" x" (
          "Id" int, "Shop.Id" int, tenant_id int, primary key ("Shop.Id", "Id"));
        create table "My.Schema"."Items" (
          "Order" int, "Shop" int,
          foreign key ("Order", "Shop") references "My.Schema"."Order ""s"" x" ("Id", "Shop.Id"));
        insert into "My.Schema"."Order ""s"" x" values (1, 2, 7), (2, 1, 8);
        insert into "My.Schema"."Items" values (1, 2), (2, 1)""");
    TableName items = new TableName("My.Schema", "Items");
    String declared =
        "\"My.Schema\".Items(Shop, Order)>\"My.Schema\".\"Order \"\"s\"\" x\"(\"Shop.Id\", Id)";

    for (String text : List.of("", declared)) {
      try (Connection connection = TestPostgres.connect(database)) {
        DistributionPaths.Found found =
            new DistributionPaths(BY_TENANT, ForeignKey.parse(text))
                .read(connection, List.of(items));
        assertThat(found.faults()).isEmpty();
        assertThat(joined(found.paths().get(items))).containsExactly("7", "8");
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void selfReferencesAndCyclesLeadNowhereButDoNotHinder() {
    given(
        """
        create table orders (id int primary key, tenant_id int);
        create table a (id int primary key, parent int references a, order_id int references orders);
        create table b (id int primary key, a_id int references a);
        alter table a add b_id int references b;
        create table lost (id int primary key, lost_id int references lost)""");

    assertThat(path("", "a").hops()).hasSize(1);
    assertThat(path("", "b").hops()).hasSize(2);
    assertThat(fault("", "lost"))
        .contains("public.lost has no column tenant_id")
        .contains("foreign.keys")
        .contains("reference.tables");
  }

  @Test
  void twoWaysOfOneLengthAreNamedAndADeclarationDecides() {
    given(
        """
        create table users (id int primary key, tenant_id int);
        create table messages (
          id int primary key, sender int references users, recipient int references users);
        insert into users values (1, 7), (2, 8);
        insert into messages values (1, 1, 2)""");

    assertThat(fault("", "messages"))
        .contains("public.messages(sender)>public.users(id)")
        .contains("public.messages(recipient)>public.users(id)")
        .contains("foreign.keys");
    assertThat(joined(path("public.messages(recipient)>public.users(id)", "messages")))
        .containsExactly("8");
  }

  @Test
  void forkBehindTheFirstHopIsToldByTheKeyThatDecides() {
    given(
        """
        create table users (id int primary key, tenant_id int);
        create table messages (
          id int primary key, sender int references users, recipient int references users);
        create table attachments (id int primary key, message int references messages)""");

    assertThat(fault("", "attachments"))
        .containsPattern(
            "foreign.keys=public[.]messages[(](sender|recipient)[)]>public[.]users[(]id[)]");
    assertThat(path("public.messages(sender)>public.users(id)", "attachments").hops()).hasSize(2);
  }

  @Test
  void shorterWayWinsAndNoneLeadsThroughReferenceTables() {
    given(
        """
        create table countries (code text primary key, tenant_id int);
        create table orders (id int primary key, tenant_id int);
        create table items (id int primary key, order_id int references orders);
        create table notes (id int primary key, item_id int references items,
          order_id int references orders, country text references countries)""");

    assertThat(path("", "notes").tellingColumns()).containsExactly("order_id");
    assertThat(path("public.notes(item_id)>public.items(id)", "notes").hops()).hasSize(2);
    assertThat(read(BY_TENANT, "", "countries").paths()).isEmpty();
    assertThat(read(BY_TENANT, "", "countries").faults()).isEmpty();
  }

  @Test
  void wholeSourceIsReadAtOnceAndTablesThatNoRuleDistributesAreNoWay() {
    given(
        """
        create table orders (id int primary key, tenant_id int);
        create table items (id int primary key, order_id int references orders);
        create table local (id int primary key, order_id int references orders);
        create table notes (id int primary key, local_id int references local)""");
    DistributionRules rules =
        new DistributionRules(List.of("public[.](?:orders|items|notes):tenant_id"), List.of());

    try (Connection connection = TestPostgres.connect(database)) {
      DistributionPaths.Found found = new DistributionPaths(rules, List.of()).readAll(connection);
      assertThat(found.paths()).containsOnlyKeys(table("orders"), table("items"));
      assertThat(found.faults()).singleElement().asString().contains("public.notes");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void sameKeyDeclaredTwiceInTheCatalogIsOneWay() {
    given(
        """
        create table orders (id int primary key, tenant_id int);
        create table items (id int primary key, order_id int references orders references orders)""");

    assertThat(path("", "items").hops()).hasSize(1);
  }

  @Test
  void partitionedParentIsOneTableAndAPartitionHasItsRootsKeys() {
    given(
        """
        create table orders (id int primary key, tenant_id int) partition by range (id);
        create table orders_1 partition of orders for values from (0) to (10);
        create table orders_2 partition of orders for values from (10) to (20);
        create table items (id int primary key, order_id int references orders)
          partition by range (id);
        create table items_1 partition of items for values from (0) to (10);
        insert into orders values (1, 7), (11, 8);
        insert into items values (1, 11), (2, 1)""");

    assertThat(path("", "items").holder()).isEqualTo(table("orders"));
    assertThat(joined(path("", "items_1"))).containsExactly("8", "7");
  }

  @Test
  void rowsThatInheritFromTheParentAreNotTakenForIt() {
    given(
        """
        create table orders (id int primary key, tenant_id int);
        create table old_orders () inherits (orders);
        create table items (id int primary key, order_id int references orders);
        insert into orders values (1, 7);
        insert into old_orders values (1, 9);
        insert into items values (1, 1)""");

    assertThat(joined(path("", "items"))).containsExactly("7");
  }

  @Test
  void keysAreComparedAsTheConstraintDoesWhateverTheSearchPathIs() {
    given(
        """
        create schema types;
        create extension citext schema types;
        create collation german (provider = icu, locale = 'de');
        create table orders (id types.citext collate german primary key, tenant_id int);
        create table items (id int primary key,
          order_id types.citext collate "C" references orders);
        insert into orders values ('A', 7);
        insert into items values (1, 'a')""");

    assertThat(joined(path("", "items"))).containsExactly("7");
  }

  @Test
  void tableThatHoldsTheValueUnderAnotherNameEndsTheWay() {
    given(
        """
        create table customers (id int primary key);
        create table visits (id int primary key, who int references customers);
        insert into customers values (7);
        insert into visits values (1, 7)""");
    DistributionRules rules =
        new DistributionRules(List.of("public[.]customers:id", ".*:customer_id"), List.of());

    DistributionPath path = read(rules, "", "visits").paths().get(table("visits"));

    assertThat(path.column()).isEqualTo("customer_id");
    assertThat(path.heldAs()).isEqualTo("id");
    assertThat(joined(path)).containsExactly("7");
  }

  @Test
  void keyWithoutAConstraintCanBeDeclaredIfItNamesOneRow() {
    given(
        """
        create table orders (id int primary key, number int, tenant_id int);
        create table items (id int primary key, order_number int);
        insert into orders values (1, 11, 7);
        insert into items values (1, 11)""");
    String declared = "public.items(order_number)>public.orders(number)";

    assertThat(read(BY_TENANT, declared, "items").faults())
        .singleElement()
        .asString()
        .contains("public.items(order_number)>public.orders(number)")
        .contains("unique index");
    given("create unique index on orders (number)");
    assertThat(joined(path(declared, "items"))).containsExactly("7");
  }

  @Test
  void allFaultsAreToldAtOnce() {
    given("create table items (id int primary key)");

    assertThat(
            read(
                    BY_TENANT,
                    "public.items(order_id)>public.orders(id), public.notes(a)>public.items(id)",
                    "items",
                    "gone")
                .faults())
        .hasSize(4)
        .anySatisfy(
            fault ->
                assertThat(fault)
                    .contains("column order_id of table public.items, table public.orders"))
        .anySatisfy(fault -> assertThat(fault).contains("table public.notes"))
        .anySatisfy(fault -> assertThat(fault).contains("no table public.gone"));
  }

  @Test
  void declaredKeysAloneMakeAWayWithoutACatalog() {
    DistributionPaths paths =
        new DistributionPaths(
            BY_TENANT,
            ForeignKey.parse(
                "public.notes(item_id)>public.items(id), public.items(order_id)>public.orders(id),"
                    + "public.a(b)>public.b(a), public.b(a)>public.a(b)"));

    assertThat(paths.declared(table("notes")).orElseThrow().holder()).isEqualTo(table("orders"));
    assertThat(paths.declared(table("orders"))).isEmpty();
    assertThatThrownBy(() -> paths.declared(table("a"))).hasMessageContaining("back to public.a");
  }
}
