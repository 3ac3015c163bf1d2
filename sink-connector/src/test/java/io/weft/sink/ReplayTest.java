package io.weft.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a source's changes leave in the target. */
class ReplayTest {

  private final SinkFixture sink = new SinkFixture();
  private final TestRecords source =
      new TestRecords()
          .table("public.item", List.of("id"), "id", "name", "note")
          .table("public.log", List.of(), "line", "extra")
          .table("public.part", List.of("id"), "id", "item");

  private static final String TABLES =
      """
      create table item(id int primary key, name text unique, note text);
      create table log(line text, extra json);
      create table part(id int primary key, item int references item(id))""";

  @AfterEach
  void stop() {
    sink.close();
  }

  @Test
  void insertsUpdatesAndDeletesArrive() {
    sink.given(TABLES);
    sink.deliver(
        source
            .begin(1)
            .insert("public.item", "1", "a", null)
            .insert("public.item", "2", "b", "x")
            .commit());
    sink.deliverAndAwait(
        source,
        source.begin(2).update("public.item", "1", "c", "y").delete("public.item", "2").commit());
    assertThat(sink.query("select * from item order by id")).containsExactly("1|c|y");
  }

  @Test
  void recordsMayArriveInAnyOrderBetweenPartitions() {
    sink.given(TABLES);
    List<SinkRecord> all = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      all.addAll(
          source
              .begin(i)
              .insert("public.item", "" + i, "n" + i, null)
              .insert("public.part", "" + i, "" + i)
              .commit());
    }
    // Topic by topic: all commit records first, then all parts, then all items.
    List<SinkRecord> byTopic = new ArrayList<>(all);
    byTopic.sort(java.util.Comparator.comparing(SinkRecord::topic).reversed());
    sink.deliverAndAwait(source, byTopic);
    assertThat(sink.query("select count(*) from part join item on part.item = item.id"))
        .containsExactly("20");
    assertThat(sink.metric("transactions-applied-total")).isEqualTo(20L);
  }

  @Test
  void transactionIsHeldBackUntilItsLastRowCame() {
    sink.given(TABLES);
    List<SinkRecord> records =
        source
            .begin(1)
            .insert("public.item", "1", "a", null)
            .insert("public.part", "1", "1")
            .commit();
    sink.deliver(List.of(records.get(2), records.get(0)));
    sink.deliver(List.of());
    assertThat(sink.query("select count(*) from item")).containsExactly("0");
    sink.deliverAndAwait(source, List.of(records.get(1)));
    assertThat(sink.query("select count(*) from item, part")).containsExactly("1");
  }

  @Test
  void replayedTransactionIsAppliedOnce() {
    sink.given(TABLES);
    List<SinkRecord> first = source.begin(1).insert("public.log", "a", null).commit();
    List<SinkRecord> second = source.begin(2).insert("public.log", "a", "{}").commit();
    sink.deliver(first);
    sink.deliverAndAwait(source, second);
    sink.start();
    sink.context.sought.clear();
    List<SinkRecord> again = new ArrayList<>(first);
    again.addAll(second);
    again.addAll(source.begin(3).insert("public.log", "b", null).commit());
    sink.deliverAndAwait(source, again);
    assertThat(sink.query("select * from log order by line, extra::text"))
        .containsExactly("a|{}", "a|∅", "b|∅");
  }

  @Test
  void duplicatesAtLaterOffsetsAreSkipped() {
    sink.given(TABLES);
    SinkRecord[] row = new SinkRecord[1];
    List<SinkRecord> records = source.begin(1).insert("public.log", "a", null).commit();
    row[0] = records.get(0);
    SinkRecord end = records.get(1);
    SinkRecord rowAgain =
        row[0].newRecord(row[0].topic(), 0, null, null, row[0].valueSchema(), row[0].value(), 0L);
    sink.deliver(records);
    sink.awaitCommit(source.lastCommit());
    sink.deliver(List.of(at(rowAgain, 1), at(end, 1)));
    sink.deliverAndAwait(
        source, atOffsets(source.begin(2).insert("public.log", "b", null).commit(), 2));
    assertThat(sink.query("select * from log order by 1")).containsExactly("a|∅", "b|∅");
  }

  private static List<SinkRecord> atOffsets(List<SinkRecord> records, long offset) {
    return records.stream().map(record -> at(record, offset)).toList();
  }

  private static SinkRecord at(SinkRecord record, long offset) {
    return new SinkRecord(
        record.topic(),
        record.kafkaPartition(),
        record.keySchema(),
        record.key(),
        record.valueSchema(),
        record.value(),
        offset);
  }

  @Test
  void keyChangeCarriesUnchangedLargeValuesAlong() {
    sink.given(TABLES);
    sink.deliver(source.begin(1).insert("public.item", "1", "a", "large").commit());
    sink.deliverAndAwait(
        source,
        source
            .begin(2)
            .changeKey("public.item", List.of("1"), List.of("7", "b", "placeholder"))
            .unchanged("note")
            .commit());
    assertThat(sink.query("select * from item")).containsExactly("7|b|large");
  }

  @Test
  void unchangedValueIsTakenFromAnEarlierChangeOfTheSameBatch() {
    sink.given(TABLES);
    List<SinkRecord> records =
        new ArrayList<>(source.begin(1).insert("public.item", "1", "a", "large").commit());
    records.addAll(
        source.begin(2).update("public.item", "1", "b", "placeholder").unchanged("note").commit());
    records.addAll(
        source.begin(3).update("public.item", "1", "c", "placeholder").unchanged("note").commit());
    sink.deliverAndAwait(source, records);
    assertThat(sink.query("select * from item")).containsExactly("1|c|large");
  }

  @Test
  void textThatLooksLikeAPlaceholderIsDataIfTheHeaderSaysSo() {
    sink.given(TABLES);
    sink.deliver(source.begin(1).insert("public.item", "1", "a", "large").commit());
    sink.deliverAndAwait(
        source,
        source
            .begin(2)
            .update("public.item", "1", "b", "__debezium_unavailable_value")
            .unchanged()
            .commit());
    assertThat(sink.query("select note from item")).containsExactly("__debezium_unavailable_value");
  }

  @Test
  void numbersThatJsonCannotHoldAreTakenFromTheHeader() {
    sink.given("create table item(id int primary key, name float8, note float4)");
    List<SinkRecord> records = source.begin(1).insert("public.item", "1", "0", "0").commit();
    records
        .get(0)
        .headers()
        .addString("weft.nonfinite", "columns=after.name:NaN,after.note:-Infinity");
    sink.deliverAndAwait(source, records);
    assertThat(sink.query("select * from item")).containsExactly("1|NaN|-Infinity");
  }

  @Test
  void identityColumnOutsideTheKeyTakesTheSourcesNewNumber() {
    sink.given(
        "create table item(id int primary key, name int generated always as identity, note text)");
    sink.deliverAndAwait(source, source.begin(1).insert("public.item", "1", "5", "large").commit());
    sink.deliverAndAwait(
        source,
        source.begin(2).update("public.item", "1", "6", "placeholder").unchanged("note").commit());
    assertThat(sink.query("select * from item")).containsExactly("1|6|large");
  }

  @Test
  void snapshotGoesIntoATableWhoseKeyIsDeferrable() {
    sink.given("create table item(id int primary key deferrable, name text, note text)");
    sink.deliver(
        List.of(
            source.snapshotRow(500, 0, "public.item", "1", "a", null),
            source.snapshotEnd(500, Map.of("public.item", 1L))));
    sink.awaitCommit(500);
    assertThat(sink.query("select * from item")).containsExactly("1|a|∅");
  }

  @Test
  void logicalMessagesOfTheApplicationDoNotHoldTransactionsUp() {
    sink.given(TABLES);
    TestRecords.Transaction transaction = source.begin(1).insert("public.item", "1", "a", null);
    transaction.count(
        "io.debezium.connector.postgresql.LogicalDecodingMessageMonitor$LogicalDecodingMessageId@84b",
        1);
    sink.deliverAndAwait(source, transaction.commit());
    assertThat(sink.query("select id from item")).containsExactly("1");
  }

  @Test
  void placeholderOfAStockSourceIsHonouredWhenConfigured() {
    sink.given(TABLES).with("unavailable.value.placeholder", "__debezium_unavailable_value");
    sink.deliver(source.begin(1).insert("public.item", "1", "a", "large").commit());
    sink.deliverAndAwait(
        source,
        source.begin(2).update("public.item", "1", "b", "__debezium_unavailable_value").commit());
    assertThat(sink.query("select * from item")).containsExactly("1|b|large");
  }

  @Test
  void equalRowsOfATableWithoutKeyAreCountedRight() {
    sink.given(TABLES);
    sink.deliver(
        source
            .begin(1)
            .insert("public.log", "a", null)
            .insert("public.log", "a", null)
            .insert("public.log", "a", "{\"k\": 1}")
            .insert("public.log", null, null)
            .commit());
    sink.deliverAndAwait(
        source,
        source
            .begin(2)
            .delete("public.log", "a", null)
            .updateFull("public.log", Arrays.asList(null, null), List.of("c", "[]"))
            .insert("public.log", "c", "[]")
            .commit());
    assertThat(sink.query("select * from log order by line, extra::text"))
        .containsExactly("a|{\"k\": 1}", "a|∅", "c|[]", "c|[]");
  }

  @Test
  void truncateOfTablesThatReferToEachOtherWorks() {
    sink.given(TABLES);
    sink.deliver(
        source
            .begin(1)
            .insert("public.item", "1", "a", null)
            .insert("public.part", "1", "1")
            .commit());
    sink.deliverAndAwait(
        source,
        source
            .begin(2)
            .insert("public.item", "2", "b", null)
            .truncate("public.part")
            .truncate("public.item")
            .insert("public.item", "3", "c", null)
            .commit());
    assertThat(sink.query("select * from item")).containsExactly("3|c|∅");
    assertThat(sink.query("select * from part")).isEmpty();
  }

  @Test
  void swapOfUniqueValuesFallsBackToSourceOrder() {
    sink.given(TABLES);
    sink.deliverAndAwait(
        source,
        source
            .begin(1)
            .insert("public.item", "1", "a", null)
            .insert("public.item", "2", "b", null)
            .commit());
    sink.deliverAndAwait(
        source,
        source
            .begin(2)
            .update("public.item", "1", "t", null)
            .update("public.item", "2", "a", null)
            .update("public.item", "1", "b", null)
            .commit());
    assertThat(sink.query("select * from item order by id")).containsExactly("1|b|∅", "2|a|∅");
    assertThat(sink.metric("fallbacks-total")).isEqualTo(1L);
  }

  @Test
  void generatedAndIdentityColumnsAreLeftToTheServerOrKept() {
    sink.given(
        """
        create table item(id int generated always as identity primary key, name text,
          note text generated always as (upper(name)) stored)""");
    sink.deliver(source.begin(1).insert("public.item", "42", "a", "A").commit());
    sink.deliverAndAwait(source, source.begin(2).update("public.item", "42", "b", null).commit());
    assertThat(sink.query("select * from item")).containsExactly("42|b|B");
  }

  @Test
  void snapshotComesBeforeTheStreamWhateverArrivesFirst() {
    sink.given(TABLES);
    SinkRecord early = source.snapshotRow(500, 0, "public.log", "old", null);
    SinkRecord late = source.snapshotRow(500, 1, "public.log", "old", null);
    SinkRecord end = source.snapshotEnd(500, Map.of("public.log", 2L, "public.item", 0L));
    List<SinkRecord> stream = source.begin(1).delete("public.log", "old", null).commit();
    List<SinkRecord> first = new ArrayList<>(List.of(end, early));
    first.addAll(stream);
    sink.deliver(first);
    sink.deliverAndAwait(source, List.of(late));
    assertThat(sink.query("select count(*) from log")).containsExactly("1");
    assertThat(sink.query("select snapshot_complete, snapshot_lsn from weft.progress"))
        .containsExactly("t|0/1F4");
  }

  @Test
  void snapshotBegunAnewReplacesWhatTheFirstOneLeft() {
    sink.given(TABLES);
    sink.deliver(
        List.of(
            source.snapshotRow(500, 0, "public.log", "gone since", null),
            source.snapshotRow(500, 0, "public.item", "1", "a", null)));
    SinkFixture.await(() -> sink.query("select count(*) from item").equals(List.of("1")));
    sink.deliver(
        List.of(
            source.snapshotRow(600, 0, "public.item", "1", "b", null),
            source.snapshotEnd(600, Map.of("public.item", 1L, "public.log", 0L))));
    sink.deliverAndAwait(source, source.begin(1).insert("public.item", "2", "c", null).commit());
    assertThat(sink.query("select * from item order by id")).containsExactly("1|b|∅", "2|c|∅");
    assertThat(sink.query("select count(*) from log")).containsExactly("0");
  }

  @Test
  void snapshotBegunAnewWithoutAnyRowEmptiesWhatTheFirstOneLeft() {
    sink.given(TABLES);
    sink.deliver(List.of(source.snapshotRow(500, 0, "public.log", "gone since", null)));
    SinkFixture.await(() -> sink.query("select count(*) from log").equals(List.of("1")));
    sink.deliver(List.of(source.snapshotEnd(600, Map.of("public.log", 0L))));
    sink.awaitCommit(600);
    assertThat(sink.query("select count(*) from log")).containsExactly("0");
  }

  @Test
  void shiftOfADeferrableKeyMovesEveryRow() {
    sink.given("create table item(id int primary key deferrable, name text, note text)");
    sink.deliverAndAwait(
        source,
        source
            .begin(1)
            .insert("public.item", "1", "a", null)
            .insert("public.item", "2", "b", null)
            .commit());
    sink.deliverAndAwait(
        source,
        source
            .begin(2)
            .changeKey("public.item", Arrays.asList("1", "a", null), Arrays.asList("2", "a", null))
            .changeKey("public.item", Arrays.asList("2", "b", null), Arrays.asList("3", "b", null))
            .commit());
    assertThat(sink.query("select id, name from item order by id")).containsExactly("2|a", "3|b");
  }

  @Test
  void snapshotTakenAnewReplacesWhatWasStreamedBefore() {
    sink.given(TABLES);
    sink.deliver(
        List.of(
            source.snapshotRow(500, 0, "public.item", "1", "a", null),
            source.snapshotEnd(500, Map.of("public.item", 1L, "public.log", 0L))));
    sink.deliverAndAwait(source, source.begin(1).insert("public.log", "gone since", null).commit());
    List<SinkRecord> unread =
        source.begin(2).insert("public.item", "2", "gone since", null).commit();
    SinkRecord row = source.snapshotRow(9000, 0, "public.item", "3", "c", null);
    List<SinkRecord> late = new ArrayList<>(List.of(row));
    late.addAll(unread.subList(1, 2));
    late.add(source.snapshotEnd(9000, Map.of("public.item", 1L, "public.log", 0L)));
    sink.deliver(late);
    sink.awaitCommit(9000);
    assertThat(sink.query("select id from item")).containsExactly("3");
    assertThat(sink.query("select * from log")).isEmpty();
  }

  @Test
  void tablesNotTakenDoNotHoldTransactionsUp() {
    sink.given("create table item(id int primary key, name text, note text)")
        .with("tables", "public\\.item");
    List<SinkRecord> records =
        source
            .begin(1)
            .insert("public.part", "1", "1")
            .insert("public.item", "1", "a", null)
            .commit();
    sink.deliverAndAwait(source, records.subList(1, 3));
    assertThat(sink.query("select id from item")).containsExactly("1");
  }

  @Test
  void manySmallTransactionsShuffledBetweenPartitionsKeepCommitOrder() {
    sink.given(TABLES);
    List<SinkRecord> all = new ArrayList<>();
    all.addAll(source.begin(1).insert("public.item", "1", "v0", null).commit());
    for (int i = 1; i <= 200; i++) {
      all.addAll(source.begin(i + 1).update("public.item", "1", "v" + i, null).commit());
    }
    for (int from = 0; from < all.size(); from += 37) {
      List<SinkRecord> slice = new ArrayList<>(all.subList(from, Math.min(from + 37, all.size())));
      Collections.reverse(slice);
      slice.sort(java.util.Comparator.comparingLong(SinkRecord::kafkaOffset));
      sink.deliver(slice);
    }
    sink.awaitCommit(source.lastCommit());
    assertThat(sink.query("select name from item")).containsExactly("v200");
  }
}
