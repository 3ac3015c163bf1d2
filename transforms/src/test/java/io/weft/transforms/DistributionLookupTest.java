package io.weft.transforms;

import static io.weft.transforms.Shop.ITEMS;
import static io.weft.transforms.Shop.NOTES;
import static io.weft.transforms.Shop.ORDERS;
import static io.weft.transforms.Shop.after;
import static io.weft.transforms.Shop.before;
import static io.weft.transforms.Shop.inKey;
import static io.weft.transforms.Shop.item;
import static io.weft.transforms.Shop.note;
import static io.weft.transforms.Shop.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.postgres.testing.TestPostgres;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DistributionLookupTest {

  private final Shop shop = new Shop();
  private final Map<String, Supplier<?>> metrics = new HashMap<>();
  private DistributionLookup<SourceRecord> lookup = start(Map.of());

  private DistributionLookup<SourceRecord> start(Map<String, String> more) {
    DistributionLookup<SourceRecord> started = shop.lookup(more);
    started.withPluginMetrics(new Registry());
    return started;
  }

  private void restart(Map<String, String> more) {
    lookup.close();
    lookup = start(more);
  }

  @AfterEach
  void close() {
    lookup.close();
  }

  private SourceRecord pass(SourceRecord record) {
    return lookup.apply(record);
  }

  private long queries() {
    return (Long) metrics.get("queries-total").get();
  }

  @Test
  void childOfAParentThatHasPassedNeedsNoQueryAsWhereBothCameInOneTransaction() {
    pass(ORDERS.inserted(order(1, 7)));

    SourceRecord out = pass(ITEMS.inserted(item(10, 1L)));

    assertThat(after(out)).isEqualTo(7);
    assertThat(inKey(out)).isEqualTo(7);
    assertThat(queries()).isZero();
    assertThat(metrics.get("cache-hit-rate").get()).isEqualTo(1.0);
  }

  @Test
  void parentOfLongAgoIsReadFromTheSource() {
    shop.execute("insert into orders values (1, 7)");

    assertThat(after(pass(ITEMS.inserted(item(10, 1L))))).isEqualTo(7);
    assertThat(after(pass(ITEMS.inserted(item(11, 1L))))).isEqualTo(7);
    assertThat(queries()).isEqualTo(1);
    assertThat(metrics.get("cache-hit-rate").get()).isEqualTo(0.5);
  }

  @Test
  void grandchildIsFoundInOneQueryAndFromItsParentThatHasPassed() {
    shop.execute("insert into orders values (1, 7); insert into items values (10, 1)");

    assertThat(after(pass(NOTES.inserted(note(100, 10))))).isEqualTo(7);
    assertThat(queries()).isEqualTo(1);
    pass(ORDERS.inserted(order(2, 8)));
    pass(ITEMS.inserted(item(20, 2L)));
    assertThat(after(pass(NOTES.inserted(note(200, 20))))).isEqualTo(8);
    assertThat(queries()).isEqualTo(1);
  }

  @Test
  void whatHasPassedWinsOverWhatTheSourceHasNow() {
    shop.execute("insert into orders values (1, 9)");
    pass(ORDERS.inserted(order(1, 7)));

    assertThat(after(pass(ITEMS.inserted(item(10, 1L))))).isEqualTo(7);
    // Read ahead of another one's query, too.
    shop.execute("insert into orders values (0, 5)");
    assertThat(after(pass(ITEMS.inserted(item(11, 0L))))).isEqualTo(5);
    assertThat(after(pass(ITEMS.inserted(item(12, 1L))))).isEqualTo(7);
  }

  @Test
  void deleteCascadesFromParentToChildrenThoughTheSourceHasNoneOfThemAnyMore() {
    pass(ORDERS.deleted(order(1, 7)));

    SourceRecord item = pass(ITEMS.deleted(item(10, 1L)));
    SourceRecord note = pass(NOTES.deleted(note(100, 10)));

    assertThat(before(item)).isEqualTo(7);
    assertThat(inKey(item)).isEqualTo(7);
    assertThat(before(note)).isEqualTo(7);
    assertThat(((Struct) item.value()).getStruct("after")).isNull();
    assertThat(queries()).isZero();
  }

  @Test
  void parentThatPassedBeforeItsDeleteStaysKnownThoughTheDeleteTellsItsKeyOnly() {
    pass(ORDERS.inserted(order(1, 7)));
    pass(ORDERS.deleted(order(1, null)));

    assertThat(before(pass(ITEMS.deleted(item(10, 1L))))).isEqualTo(7);
  }

  @Test
  void zeroThatStandsForAValueThatIsNotToldIsNotTakenForOne() {
    Schema required =
        SchemaBuilder.struct()
            .name("orders.Value")
            .optional()
            .field("id", Schema.INT32_SCHEMA)
            .field("tenant_id", Schema.INT32_SCHEMA)
            .build();
    Changes stock = new Changes("public", "orders", ORDERS.key(), required);
    pass(stock.inserted(new Struct(required).put("id", 1).put("tenant_id", 7)));
    pass(stock.deleted(new Struct(required).put("id", 1).put("tenant_id", 0)));

    SourceRecord out = pass(ITEMS.deleted(item(10, 1L)));

    assertThat(before(out)).isEqualTo(7);
    assertThat(((Struct) out.value()).getStruct("before").schema().field("tenant_id").schema())
        .isEqualTo(Schema.OPTIONAL_INT32_SCHEMA);
  }

  @Test
  void childThatMovesToAnotherParentHasTheOldValueBeforeAndTheNewOneAfter() {
    shop.execute("drop table notes");
    pass(ORDERS.inserted(order(1, 7)));
    shop.execute("insert into orders values (2, 8)");

    SourceRecord out = pass(ITEMS.updated(item(10, 1L), item(10, 2L)));

    assertThat(before(out)).isEqualTo(7);
    assertThat(after(out)).isEqualTo(8);
    assertThat(inKey(out)).isEqualTo(8);
  }

  @Test
  void updateThatLeftTheReplicaIdentityAloneHasNoBefore() {
    pass(ORDERS.inserted(order(1, 7)));

    SourceRecord out = pass(ITEMS.updated(null, item(10, 1L)));

    assertThat(after(out)).isEqualTo(7);
    assertThat(((Struct) out.value()).getStruct("before")).isNull();
  }

  @Test
  void everythingElseOfTheRecordStaysAndSchemasAreBuiltOnce() {
    pass(ORDERS.inserted(order(1, 7)));
    SourceRecord in = ITEMS.inserted(item(10, 1L));

    SourceRecord out = pass(in);
    SourceRecord next = pass(ITEMS.deleted(item(10, 1L)));

    assertThat(out.topic()).isEqualTo(in.topic());
    assertThat(out.kafkaPartition()).isEqualTo(in.kafkaPartition());
    assertThat(out.timestamp()).isEqualTo(in.timestamp());
    assertThat(out.headers()).isEqualTo(in.headers());
    assertThat(out.sourceOffset()).isEqualTo(in.sourceOffset());
    Struct value = (Struct) out.value();
    assertThat(value.getString("op")).isEqualTo("c");
    assertThat(value.getStruct("source")).isEqualTo(((Struct) in.value()).getStruct("source"));
    assertThat(value.getStruct("after").getInt64("order_id")).isEqualTo(1L);
    assertThat(value.schema().name()).isEqualTo("items.Envelope");
    assertThat(value.getStruct("after").schema().name()).isEqualTo("items.Value");
    assertThat(next.valueSchema()).isEqualTo(out.valueSchema());
    assertThat(next.keySchema()).isSameAs(out.keySchema());
    assertThat(((Struct) next.value()).getStruct("before").schema())
        .isSameAs(value.getStruct("after").schema());
  }

  @Test
  void tablesThatHaveTheColumnAndThoseThatAreNotDistributedPassAsTheyAre() {
    Changes countries = new Changes("public", "countries", ITEMS.key(), ITEMS.row());
    Changes audit = new Changes("audit", "log", ITEMS.key(), ITEMS.row());
    for (SourceRecord in :
        List.of(
            ORDERS.inserted(order(1, 7)),
            countries.inserted(item(1, null)),
            audit.inserted(item(1, null)),
            ITEMS.change("t", null, null),
            new SourceRecord(Map.of(), Map.of(), "shop.public.items", null, null, null))) {
      assertThat(pass(in)).isSameAs(in);
    }
  }

  @Test
  void keyChangeOfAParentIsFollowedByItsChildren() {
    pass(ORDERS.inserted(order(1, 7)));
    pass(ORDERS.deleted(order(1, 7)));
    pass(ORDERS.inserted(order(2, 7)));

    SourceRecord out = pass(ITEMS.updated(item(10, 1L), item(10, 2L)));

    assertThat(before(out)).isEqualTo(7);
    assertThat(after(out)).isEqualTo(7);
    assertThat(queries()).isZero();
  }

  @Test
  void rowsOfASnapshotAreFoundByFewQueriesThoughChildrenComeFirst() {
    shop.execute("insert into orders select i, i % 10 from generate_series(1, 5000) i");

    for (int i = 1; i <= 5000; i++) {
      assertThat(after(pass(ITEMS.change("r", null, item(i, (long) i))))).isEqualTo(i % 10);
    }

    assertThat(queries()).isLessThan(10);
  }

  @Test
  void rowsAreReadAheadAlsoWhereChildrenComeInAboutTheOrderOfTheirParents() {
    shop.execute("insert into orders select i, i % 10 from generate_series(1, 6000) i");

    for (int i = 1; i <= 5000; i++) {
      pass(ITEMS.inserted(item(i, i + (i * 7919L) % 500)));
    }

    assertThat(queries()).isLessThan(200);
  }

  @Test
  void rowsThatAreNotUsedAreNotReadAheadForLong() {
    shop.execute("insert into orders select i, i % 10 from generate_series(1, 100000) i");

    for (int i = 1; i <= 100; i++) {
      pass(ITEMS.inserted(item(i, (i * 7919L) % 100_000)));
    }

    assertThat((Long) metrics.get("query-rows-total").get()).isLessThan(2_000);
  }

  @Test
  void memoryIsBounded() {
    restart(Map.of("cache.rows", "10"));
    for (int i = 1; i <= 1000; i++) {
      pass(ORDERS.inserted(order(i, i)));
    }

    assertThat(metrics.get("cache-rows").get()).isEqualTo(10);
    assertThat(after(pass(ITEMS.inserted(item(1, 1000L))))).isEqualTo(1000);
  }

  @Test
  void orphanIsRefusedWithTableAndKeyAndWithoutValues() {
    assertThatThrownBy(() -> pass(ITEMS.inserted(item(4711, 815L))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("table public.items (op c, key (id))")
        .hasMessageContaining("(order_id) to a row of public.orders (id)")
        .hasMessageContaining("not in the source")
        .hasMessageContaining("fallback.url")
        .hasMessageNotContaining("4711")
        .hasMessageNotContaining("815");
  }

  @Test
  void parentThatIsNotVisibleYetIsWaitedFor() throws InterruptedException {
    pass(ORDERS.inserted(order(2, 8)));
    Thread writer =
        new Thread(
            () ->
                shop.execute(
                    "begin; insert into orders values (1, 7); select pg_sleep(0.5); commit"));
    writer.start();

    assertThat(after(pass(ITEMS.inserted(item(10, 1L))))).isEqualTo(7);
    writer.join();
  }

  @Test
  void sourceWithoutSchemasIsKnownByItsDatabase() {
    Schema mysql =
        SchemaBuilder.struct()
            .field("db", Schema.STRING_SCHEMA)
            .field("table", Schema.STRING_SCHEMA)
            .build();
    restart(
        Map.of("connection.url", "", "foreign.keys", "public.items(order_id)>public.orders(id)"));

    pass(withSource(ORDERS.inserted(order(1, 7)), mysql, "orders"));
    SourceRecord out = pass(withSource(ITEMS.inserted(item(10, 1L)), mysql, "items"));

    assertThat(after(out)).isEqualTo(7);
    assertThat(((Struct) out.value()).getStruct("source").schema()).isSameAs(mysql);
  }

  private static SourceRecord withSource(SourceRecord record, Schema source, String table) {
    Struct value = (Struct) record.value();
    SchemaBuilder envelope = SchemaBuilder.struct().name(value.schema().name());
    value
        .schema()
        .fields()
        .forEach(
            field ->
                envelope.field(
                    field.name(), field.name().equals("source") ? source : field.schema()));
    Struct changed = new Struct(envelope.build());
    value.schema().fields().stream()
        .filter(field -> !field.name().equals("source"))
        .forEach(field -> changed.put(field.name(), value.get(field)));
    changed.put("source", new Struct(source).put("db", "public").put("table", table));
    return record.newRecord(
        record.topic(),
        record.kafkaPartition(),
        record.keySchema(),
        record.key(),
        changed.schema(),
        changed,
        record.timestamp());
  }

  @Test
  void parentThatIsGoneFromTheSourceIsFoundInTheTarget() {
    String target = TestPostgres.createDatabase("target");
    TestPostgres.execute(
        target,
        """
        create table orders (tenant_id int, id int, primary key (tenant_id, id));
        create table items (tenant_id int, id int, order_id bigint, primary key (tenant_id, id));
        insert into orders values (7, 1);
        insert into items values (8, 20, 2)""");
    restart(Map.of("fallback.url", Shop.url(target), "fallback.user", "postgres"));

    assertThat(before(pass(ITEMS.deleted(item(10, 1L))))).isEqualTo(7);
    assertThat(before(pass(NOTES.deleted(note(200, 20))))).isEqualTo(8);
    assertThat(metrics.get("fallback-queries-total").get()).isEqualTo(2L);
    assertThatThrownBy(() -> pass(ITEMS.inserted(item(30, 3L))))
        .hasMessageContaining("not in the source nor in the fallback");
  }

  @Test
  void nullForeignKeyIsRefusedOrPassesWithNull() {
    assertThatThrownBy(() -> pass(ITEMS.inserted(item(10, null))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Foreign key (order_id) of table public.items is NULL");
    assertThatThrownBy(() -> pass(ITEMS.deleted(item(10, null))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("REPLICA IDENTITY FULL")
        .hasMessageContaining("public.items")
        .hasMessageContaining("(order_id)");
    restart(Map.of("nulls", "pass"));
    SourceRecord out = pass(ITEMS.inserted(item(10, null)));
    assertThat(after(out)).isNull();
    assertThat(out.keySchema().field("tenant_id").schema()).isEqualTo(Schema.OPTIONAL_INT32_SCHEMA);
  }

  @Test
  void parentWithoutATenantIsRefusedOrPassesWithNull() {
    pass(ORDERS.inserted(order(1, null)));

    assertThatThrownBy(() -> pass(ITEMS.inserted(item(10, 1L))))
        .hasMessageContaining("public.orders whose distribution column tenant_id is NULL");
    restart(Map.of("nulls", "pass"));
    pass(ORDERS.inserted(order(1, null)));
    assertThat(after(pass(ITEMS.inserted(item(10, 1L))))).isNull();
  }

  @Test
  void parentThatMovesIsRefusedOnceItIsSeenWhateverTellsIt() {
    SourceRecord told = ORDERS.updated(order(1, 7), order(1, 8));
    SourceRecord untold = ORDERS.updated(null, order(1, 8));

    assertThatThrownBy(() -> pass(told))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("public.orders")
        .hasMessageContaining("public.items")
        .hasMessageContaining("moved.parents=log");
    pass(ORDERS.change("r", null, order(1, 7)));
    assertThatThrownBy(() -> pass(untold)).isInstanceOf(DataException.class);
    restart(Map.of("moved.parents", "log"));
    pass(ORDERS.change("r", null, order(1, 7)));
    pass(untold);
    assertThat(after(pass(ITEMS.inserted(item(10, 1L))))).isEqualTo(8);
  }

  @Test
  void childThatIsAParentItselfMayNotMoveEither() {
    pass(ORDERS.inserted(order(1, 7)));
    pass(ORDERS.inserted(order(2, 8)));
    pass(ORDERS.inserted(order(3, 7)));
    pass(ITEMS.inserted(item(10, 1L)));

    pass(NOTES.inserted(note(100, 10)));
    pass(ITEMS.updated(item(10, 1L), item(10, 3L)));
    assertThatThrownBy(() -> pass(ITEMS.updated(item(10, 3L), item(10, 2L))))
        .hasMessageContaining("public.items")
        .hasMessageContaining("public.notes");
  }

  @Test
  void rowThatIsNewMayMoveUntilItHasAChild() {
    pass(ORDERS.inserted(order(1, 7)));
    pass(ORDERS.updated(order(1, 7), order(1, 8)));
    pass(ORDERS.updated(null, order(1, 9)));

    assertThat(after(pass(ITEMS.inserted(item(10, 1L))))).isEqualTo(9);
    assertThatThrownBy(() -> pass(ORDERS.updated(order(1, 9), order(1, 7))))
        .isInstanceOf(DataException.class);
  }

  @Test
  void rowWithoutDependentTablesMayMove() {
    shop.execute("drop table notes, items");
    SourceRecord in = ORDERS.updated(order(1, 7), order(1, 8));

    assertThat(pass(in)).isSameAs(in);
  }

  @Test
  void whatTheSourceSaidAheadOfTheStreamIsNoMove() {
    shop.execute("insert into orders values (1, 8)");
    pass(ITEMS.inserted(item(10, 1L)));

    pass(ORDERS.updated(order(1, 7), order(1, 7)));
    assertThat(after(pass(ITEMS.inserted(item(11, 1L))))).isEqualTo(7);
  }

  @Test
  void keyThatWasUsedAgainIsNoticedWhenItsFirstRowGoes() {
    shop.execute("insert into orders values (1, 8)");
    pass(ITEMS.inserted(item(10, 1L)));

    assertThatThrownBy(() -> pass(ORDERS.deleted(order(1, 7))))
        .hasMessageContaining("public.orders");
  }

  @Test
  void foreignKeyThatWasNotLoggedIsTakenFromBeforeOrRefused() {
    pass(ORDERS.inserted(order(1, 7)));
    SourceRecord told = unchanged(ITEMS.updated(item(10, 1L), item(10, 99L)));
    SourceRecord untold = unchanged(ITEMS.updated(null, item(10, 99L)));

    assertThat(after(pass(told))).isEqualTo(7);
    assertThatThrownBy(() -> pass(untold)).hasMessageContaining("does not tell its foreign key");
  }

  private static SourceRecord unchanged(SourceRecord record) {
    record
        .headers()
        .addList(
            "weft.unchanged",
            List.of("order_id"),
            SchemaBuilder.array(Schema.STRING_SCHEMA).build());
    return record;
  }

  @Test
  void uuidsAndCompositeKeysAreFoundAndTakeTheFormOfTheParentsRecords() {
    shop.execute(
        """
        create table carts (shop int, id uuid, tenant_id uuid, primary key (id, shop));
        create table lines (id int primary key, shop int, cart uuid,
          foreign key (shop, cart) references carts (shop, id));
        insert into carts values
          (1, '00000000-0000-0000-0000-00000000000a', '00000000-0000-0000-0000-0000000000aa'),
          (2, '00000000-0000-0000-0000-00000000000a', '00000000-0000-0000-0000-0000000000bb')""");
    Schema uuid =
        SchemaBuilder.string().optional().name("io.debezium.data.Uuid").version(1).build();
    Schema row =
        SchemaBuilder.struct()
            .optional()
            .field("id", Schema.OPTIONAL_INT32_SCHEMA)
            .field("shop", Schema.OPTIONAL_INT32_SCHEMA)
            .field("cart", uuid)
            .build();
    Changes lines = new Changes("public", "lines", ITEMS.key(), row);
    Struct line =
        new Struct(row)
            .put("id", 1)
            .put("shop", 2)
            .put("cart", "00000000-0000-0000-0000-00000000000a");

    SourceRecord out = pass(lines.inserted(line));

    assertThat(after(out)).isEqualTo("00000000-0000-0000-0000-0000000000bb");
    assertThat(((Struct) out.value()).getStruct("after").schema().field("tenant_id").schema())
        .isEqualTo(uuid);
    pass(lines.inserted(new Struct(row).put("id", 2).put("shop", 1).put("cart", line.get("cart"))));
    assertThat(queries()).isLessThanOrEqualTo(2);
  }

  @Test
  void declaredKeysDoWithoutASource() {
    restart(
        Map.of(
            "connection.url",
            "",
            "foreign.keys",
            "public.items(order_id)>public.orders(id), public.notes(item_id)>public.items(id)"));
    pass(ORDERS.inserted(order(1, 7)));
    pass(ITEMS.inserted(item(10, 1L)));

    assertThat(after(pass(NOTES.inserted(note(100, 10))))).isEqualTo(7);
    assertThatThrownBy(() -> pass(ITEMS.inserted(item(20, 2L)))).isInstanceOf(DataException.class);
    restart(Map.of("connection.url", ""));
    assertThatThrownBy(() -> pass(ITEMS.inserted(item(20, 2L))))
        .hasMessageContaining("connection.url")
        .hasMessageContaining("foreign.keys");
  }

  @Test
  void tableWithoutAWayIsRefusedAndOneThatIsMadeLaterIsFound() {
    shop.execute("create table lost (id int primary key)");
    Changes lost = new Changes("public", "lost", ITEMS.key(), ITEMS.row());
    Changes later = new Changes("public", "later", ITEMS.key(), ITEMS.row());
    pass(ORDERS.inserted(order(1, 7)));

    assertThatThrownBy(() -> pass(lost.inserted(item(1, 1L))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("public.lost has no column tenant_id");
    shop.execute("create table later (id int primary key, order_id bigint references orders)");
    assertThat(after(pass(later.inserted(item(1, 1L))))).isEqualTo(7);
  }

  @Test
  void lostConnectionIsMadeAnew() {
    shop.execute("insert into orders values (1, 7), (1000, 8)");
    restart(Map.of("query.rows", "1", "retry.backoff.ms", "10"));
    pass(ITEMS.inserted(item(10, 1L)));

    TestPostgres.execute(
        "postgres",
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s'"
            .formatted(shop.database));

    assertThat(after(pass(ITEMS.inserted(item(11, 1000L))))).isEqualTo(8);
  }

  @Test
  void databaseThatStaysAwayIsToBeTriedAgainAndOneThatRefusesIsNot() {
    restart(
        Map.of(
            "connection.url", "postgresql://localhost:1/nothing",
            "retry.backoff.ms", "10",
            "retry.timeout.ms", "50"));
    assertThatThrownBy(() -> pass(ITEMS.inserted(item(10, 1L))))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("retry.timeout.ms");
    restart(Map.of("connection.url", Shop.url("no_such_database"), "connection.password", "pw1"));
    assertThatThrownBy(() -> pass(ITEMS.inserted(item(10, 1L))))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageContaining("3D000")
        .hasMessageNotContaining("pw1");
  }

  @Test
  void badSettingsAreNamed() {
    assertThatThrownBy(() -> start(Map.of("foreign.keys", "items>orders")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("foreign.keys");
    assertThatThrownBy(
            () -> start(Map.of("connection.url", "", "fallback.url", Shop.url("postgres"))))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("connection.url");
    for (String url :
        List.of("jdbc:postgresql://host:pw1/x", "jdbc:mysql://host/x?password=pw1", "pw1")) {
      assertThatThrownBy(() -> start(Map.of("connection.url", url)))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("connection.url")
          .hasMessageNotContaining("pw1");
    }
    restart(Map.of("foreign.keys", "public.items(no_column)>public.orders(id)"));
    assertThatThrownBy(() -> pass(ORDERS.inserted(order(1, 7))))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("no_column");
  }

  @Test
  void distributionKeyBehindItChoosesThePartition() {
    DistributionKey<SourceRecord> key = new DistributionKey<>();
    key.configure(Map.of("columns", "public[.].*:tenant_id", "partitions", "6"));

    SourceRecord order = key.apply(pass(ORDERS.inserted(order(1, 7))));
    SourceRecord item = key.apply(pass(ITEMS.inserted(item(10, 1L))));

    assertThat(item.kafkaPartition()).isEqualTo(order.kafkaPartition());
    assertThat(item.keySchema().fields()).extracting("name").containsExactly("id", "tenant_id");
  }

  /** Keeps the values by name. */
  private final class Registry implements PluginMetrics {

    @Override
    @SuppressWarnings("NonApiType") // Kafka's signature
    public MetricName metricName(
        String name, String description, LinkedHashMap<String, String> tags) {
      return new MetricName(name, "plugins", description, tags);
    }

    @Override
    public void addMetric(MetricName name, MetricValueProvider<?> value) {
      metrics.put(name.name(), () -> ((Gauge<?>) value).value(null, 0));
    }

    @Override
    public void removeMetric(MetricName name) {}

    @Override
    public Sensor addSensor(String name) {
      throw new UnsupportedOperationException(name);
    }

    @Override
    public void removeSensor(String name) {}
  }
}
