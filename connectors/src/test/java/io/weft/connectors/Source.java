package io.weft.connectors;

import io.weft.connectors.copy.CopySourceConnector;
import io.weft.postgres.testing.TestPostgres;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A source database of one test, with the settings that a person would write for it. */
final class Source implements AutoCloseable {

  private final String database = TestPostgres.createDatabase("source");

  /** Makes a database and runs a script in it. */
  static Source with(String sql) {
    Source source = new Source();
    source.execute(sql);
    return source;
  }

  String database() {
    return database;
  }

  /** The slot and publication that Weft derives. */
  String slot() {
    return "weft_" + database;
  }

  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("name", "source");
    settings.put("connector.class", PostgresSourceConnector.class.getName());
    settings.put("database.hostname", "localhost");
    settings.put("database.port", Integer.toString(TestPostgres.port()));
    settings.put("database.user", "postgres");
    settings.put("database.password", "not asked for");
    settings.put("database.dbname", database);
    settings.put("topic.prefix", database);
    settings.put("exactly.once.support", "required");
    settings.put("transaction.boundary", "connector");
    return settings;
  }

  Map<String, String> settings(String key, String value) {
    Map<String, String> settings = settings();
    settings.put(key, value);
    return settings;
  }

  /** Those of the copy, which has small chunks and records, and three tasks. */
  Map<String, String> copySettings() {
    Map<String, String> settings = settings();
    settings.put("connector.class", CopySourceConnector.class.getName());
    settings.put("tasks.max", "3");
    settings.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
    settings.put("copy.chunk.bytes", "65536");
    settings.put("copy.record.bytes", "8192");
    settings.put("retry.backoff.ms", "100");
    return settings;
  }

  void execute(String... statements) {
    for (String sql : statements) {
      TestPostgres.execute(database, sql);
    }
  }

  /** The first column of a query, as text. */
  List<String> query(String sql) {
    return TestPostgres.query(database, sql);
  }

  /** Gives the slot back: the server has only so many. */
  @Override
  public void close() {
    dropSlot();
  }

  void dropSlot() {
    execute(
        "select pg_terminate_backend(active_pid) from pg_replication_slots where database = current_database() and active",
        "do $$ begin perform pg_sleep(0.1); perform pg_drop_replication_slot(slot_name) from pg_replication_slots where database = current_database(); end $$");
  }
}
