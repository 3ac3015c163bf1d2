package io.weft.connectors.config;

import java.util.List;

/** The settings that would break the promise, each with the reason. */
final class PromiseRules {

  /** Debezium's keys that choose tables. */
  static final List<String> TABLE_LISTS =
      List.of(
          "schema.include.list", "schema.exclude.list", "table.include.list", "table.exclude.list");

  private static final String NO_EFFECT =
      "It has no effect here, as every value travels in one form that loses nothing";

  /** A key that must hold one of some values. */
  record MustBe(String key, List<String> allowed, String reason) {}

  /** A key that must not be set at all. */
  record MustBeAbsent(String key, String reason) {}

  private PromiseRules() {}

  /** Keys of Connect's that it does not take from a connector's defaults: they must be written. */
  static final List<MustBe> WRITTEN =
      List.of(
          new MustBe(
              "exactly.once.support",
              List.of("required"),
              "Without it, a worker that does not support exactly-once sources would run the"
                  + " connector anyway, and changes could be repeated or lost"),
          new MustBe(
              "transaction.boundary",
              List.of("connector"),
              "Kafka transactions must end at the source's commits, which only the connector sees"));

  static final List<MustBe> FIXED =
      List.of(
          new MustBe(
              "provide.transaction.metadata",
              List.of("true"),
              "Without it, nothing says which changes belong to one source transaction"),
          new MustBe("plugin.name", List.of("pgoutput"), "Only this output plugin is supported"),
          new MustBe(
              "publish.via.partition.root",
              List.of("true"),
              "Partitioned tables travel as their root"),
          new MustBe(
              "publication.autocreate.mode",
              List.of("filtered", "disabled"),
              "The publication must hold the captured tables and no others"),
          new MustBe(
              "snapshot.mode",
              List.of("initial", "no_data"),
              "No other mode meets the stream without a gap or a repetition"),
          new MustBe(
              "snapshot.max.threads",
              List.of("1"),
              "The snapshot reads whole tables, one after the other"),
          new MustBe(
              "snapshot.query.mode",
              List.of("custom"),
              "The snapshot reads values as the server prints them"),
          new MustBe(
              "snapshot.query.mode.custom.name",
              List.of("weft"),
              "The snapshot reads values as the server prints them"),
          new MustBe(
              "event.processing.failure.handling.mode",
              List.of("fail"),
              "Any other mode drops changes that cannot be processed"),
          new MustBe(
              "event.converting.failure.handling.mode",
              List.of("fail"),
              "Any other mode turns values that cannot be converted into null"),
          new MustBe(
              "include.unknown.datatypes",
              List.of("true"),
              "Without it, columns of types that Debezium does not know are left out"),
          new MustBe(
              "tombstones.on.delete",
              List.of("false"),
              "Tombstones belong to no source transaction"),
          new MustBe(
              "skip.messages.without.change",
              List.of("false"),
              "A source transaction would lack changes"),
          new MustBe(
              "slot.drop.on.stop",
              List.of("false"),
              "Without the slot, changes made while the connector is stopped are lost"),
          new MustBe(
              "lsn.flush.mode",
              List.of("connector"),
              "The slot may only move on behind what Kafka has committed"),
          new MustBe(
              "flush.lsn.source",
              List.of("true"),
              "The slot would never move on, and fill the source's disk"),
          new MustBe(
              "offset.mismatch.strategy",
              List.of("no_validation"),
              "Weft compares slot and offset itself, and refuses where Debezium would skip"),
          new MustBe(
              "errors.tolerance",
              List.of("none"),
              "Connect would drop records that it cannot convert"));

  static final List<MustBeAbsent> ABSENT =
      List.of(
          new MustBeAbsent(
              "snapshot.select.statement.overrides", "The snapshot would not be the whole table"),
          new MustBeAbsent(
              "snapshot.include.collection.list",
              "Tables that are not in it would lack the rows that they had at the start; choose"
                  + " tables by table.include.list"),
          new MustBeAbsent(
              "signal.data.collection",
              "Ad-hoc snapshots belong to no source transaction; resync the table instead"),
          new MustBeAbsent(
              "message.key.columns",
              "The log names deleted rows by their replica identity only; use the DistributionKey"
                  + " transform to put a column into the key"),
          new MustBeAbsent(
              "post.processors", "They change values behind the source's transactions"),
          new MustBeAbsent("transaction.metadata.factory", "Readers rely on Debezium's own form"),
          new MustBeAbsent("sourceinfo.struct.maker", "Readers rely on Debezium's own form"),
          new MustBeAbsent("topic.transaction", "Readers look for <topic.prefix>.transaction"),
          new MustBeAbsent("topic.delimiter", "Readers look for <topic.prefix>.transaction"),
          new MustBeAbsent("decimal.handling.mode", NO_EFFECT),
          new MustBeAbsent("time.precision.mode", NO_EFFECT),
          new MustBeAbsent("interval.handling.mode", NO_EFFECT),
          new MustBeAbsent("hstore.handling.mode", NO_EFFECT),
          new MustBeAbsent("binary.handling.mode", NO_EFFECT),
          new MustBeAbsent("money.fraction.digits", NO_EFFECT));
}
