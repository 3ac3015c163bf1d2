package io.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.it.env.Database;
import io.weft.it.env.Server;
import io.weft.it.env.SharedCluster;
import io.weft.it.pipeline.TestCopySink;
import io.weft.it.pipeline.TestPipeline;
import io.weft.it.pipeline.TestSink;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A child and a grandchild without the tenant's column get it, in the copy and in the stream. */
class TablesWithoutTheColumnIT {

  private static final int TABLES = 4;

  private static final String SOURCE_SCHEMA =
      """
      CREATE TABLE customers (id int PRIMARY KEY, tenant_id int NOT NULL, name text);
      CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customers ON DELETE CASCADE, note text);
      CREATE TABLE items (id int PRIMARY KEY, order_id int NOT NULL REFERENCES orders ON DELETE CASCADE, n int NOT NULL DEFAULT 0);
      CREATE TABLE countries (code text PRIMARY KEY, name text);
      ALTER TABLE customers REPLICA IDENTITY FULL;
      ALTER TABLE orders REPLICA IDENTITY FULL;
      ALTER TABLE items REPLICA IDENTITY FULL;
      """;

  private static final String ROWS =
      """
      INSERT INTO customers SELECT i, i % 20, 'c' || i FROM generate_series(1, 500) i;
      INSERT INTO orders SELECT i, i * 7 % 500 + 1, repeat('o', i % 100) FROM generate_series(1, 5000) i;
      INSERT INTO items SELECT i, i * 11 % 5000 + 1 FROM generate_series(1, 20000) i;
      INSERT INTO countries VALUES ('NO', 'Norway'), ('PE', 'Peru');
      """;

  /**
   * Parents and children in one transaction, a child that moves to another tenant, one that changes
   * its key, and a parent that moves within its tenant.
   */
  private static final String CHANGE =
      """
      BEGIN;
      INSERT INTO customers VALUES (1000 + %1$d, %1$d %% 20, 'late');
      INSERT INTO orders VALUES (10000 + %1$d, 1000 + %1$d, 'late'), (20000 + %1$d, 1 + %1$d %% 400, 'late');
      INSERT INTO items VALUES (100000 + %1$d, 10000 + %1$d), (200000 + %1$d, 20000 + %1$d);
      UPDATE items SET n = n + 1 WHERE id = 1 + %1$d * 7 %% 20000;
      UPDATE items SET order_id = 10000 + %1$d WHERE id = 1 + %1$d * 13 %% 20000;
      UPDATE orders SET customer_id = customer_id + 20 WHERE id = 20000 + %1$d;
      UPDATE items SET id = 300000 + %1$d WHERE id = 200000 + %1$d;
      DELETE FROM items WHERE id = 15000 + %1$d;
      COMMIT;
      """;

  private static final String TARGET_SCHEMA =
      """
      CREATE TABLE customers (tenant_id int, id int, name text, PRIMARY KEY (tenant_id, id));
      CREATE TABLE orders (tenant_id int, id int, customer_id int NOT NULL, note text, PRIMARY KEY (tenant_id, id));
      CREATE TABLE items (tenant_id int, id int, order_id int NOT NULL, n int NOT NULL, PRIMARY KEY (tenant_id, id));
      CREATE TABLE countries (code text PRIMARY KEY, name text);
      """;

  @Test
  void targetHoldsTheTenantOfEveryRowThoughTheSourceLacksTheColumn() throws Exception {
    Database source = Server.shared().createDatabase("columnless_source");
    Database target = Server.shared().createDatabase("columnless_target");
    source.execute(SOURCE_SCHEMA + ROWS);
    target.execute(TARGET_SCHEMA);
    Map<String, String> transforms = transforms(source, target);
    TestPipeline unstarted =
        TestPipeline.of(SharedCluster.get(), source).withSource("snapshot.mode", "no_data");
    transforms.forEach(unstarted::withSource);
    try (TestPipeline pipeline = unstarted) {
      AtomicBoolean isOver = new AtomicBoolean();
      CompletableFuture<Integer> writer =
          CompletableFuture.supplyAsync(() -> write(source, isOver));
      TestSink stream =
          pipeline.newSink(
              pipeline.cluster(),
              target,
              Map.of(
                  "pipeline",
                  pipeline.name(),
                  "wait.for.copy",
                  "true",
                  "topics.regex",
                  pipeline.name() + "[.](?!copy[.][^.]+[.]).*"));
      try (TestCopySink copy =
          TestCopySink.of(pipeline.cluster(), pipeline.name(), target).start()) {
        stream.start();
        Map<String, String> copied = new HashMap<>(transforms);
        copied.put("copy.chunk.bytes", "200000");
        pipeline.startSource().startCopy(copied);
        copy.awaitComplete(TABLES);
      } finally {
        isOver.set(true);
      }
      assertThat(writer.get()).isPositive();
      source.execute("DELETE FROM orders WHERE id % 9 = 0");
      stream.awaitCaughtUp();
    }
    assertSame(source, target);
  }

  /**
   * Parents that are gone from the source when a change of their children comes are in the target.
   */
  private static Map<String, String> transforms(Database source, Database target) {
    Map<String, String> settings = new HashMap<>();
    settings.put("transforms", "lookup,key");
    settings.put("transforms.lookup.type", "io.weft.transforms.DistributionLookup");
    settings.putAll(connection("transforms.lookup.connection.", source));
    settings.putAll(connection("transforms.lookup.fallback.", target));
    settings.put("transforms.key.type", "io.weft.transforms.DistributionKey");
    for (String transform : List.of("lookup", "key")) {
      settings.put("transforms." + transform + ".columns", "public[.].*:tenant_id");
      settings.put("transforms." + transform + ".reference.tables", "public[.]countries");
    }
    return settings;
  }

  private static Map<String, String> connection(String prefix, Database database) {
    Map<String, String> settings = new HashMap<>();
    settings.put(prefix + "url", database.uri().jdbcUrl());
    settings.put(prefix + "user", database.uri().user());
    database.uri().password().ifPresent(value -> settings.put(prefix + "password", value));
    return settings;
  }

  private static int write(Database source, AtomicBoolean isOver) {
    int transactions = 0;
    while (!isOver.get()) {
      source.execute(CHANGE.formatted(transactions++));
    }
    return transactions;
  }

  private static void assertSame(Database source, Database target) {
    Map<String, String> joins =
        Map.of(
            "customers",
            "SELECT tenant_id, id, name FROM customers",
            "orders",
            "SELECT c.tenant_id, o.id, o.customer_id, o.note FROM orders o JOIN customers c ON c.id = o.customer_id",
            "items",
            "SELECT c.tenant_id, i.id, i.order_id, i.n FROM items i JOIN orders o ON o.id = i.order_id JOIN customers c ON c.id = o.customer_id",
            "countries",
            "SELECT code, name FROM countries");
    joins.forEach(
        (table, join) ->
            assertThat(target.column("SELECT t::text FROM (TABLE " + table + ") t ORDER BY 1"))
                .as(table)
                .isNotEmpty()
                .isEqualTo(source.column("SELECT t::text FROM (" + join + ") t ORDER BY 1")));
  }
}
