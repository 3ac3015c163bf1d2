package io.weft.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Histories made at random: whatever the source did, in whatever order the partitions bring it,
 * with restarts in between, the target ends as the source stands.
 */
class RandomHistoryTest {

  private static final int PARTITIONS = 3;
  private static final int TRANSACTIONS = 300;
  private static final String ITEM = "public.item";
  private static final String LOG = "public.log";

  private final SinkFixture sink = new SinkFixture();
  private final TestRecords records =
      new TestRecords()
          .table(ITEM, List.of("id"), "id", "name", "note")
          .table(LOG, List.of(), "line", "extra");
  private final TreeMap<Integer, String[]> items = new TreeMap<>();
  private final List<String> lines = new ArrayList<>();

  @AfterEach
  void stop() {
    sink.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void targetEndsAsTheSourceStands(long seed) {
    Random random = new Random(seed);
    sink.given(
            """
            create table item(id int primary key, name text unique, note text);
            create table log(line text, extra json)""")
        .with("batch.rows", "" + (1 + random.nextInt(200)))
        .with("buffer.bytes", "1048576");
    Map<TopicPartition, Deque<SinkRecord>> topics = new HashMap<>();
    for (int xid = 1; xid <= TRANSACTIONS; xid++) {
      for (SinkRecord record : transaction(xid, random)) {
        topics
            .computeIfAbsent(
                new TopicPartition(record.topic(), record.kafkaPartition()),
                p -> new ArrayDeque<>())
            .add(record);
      }
    }
    Map<TopicPartition, List<SinkRecord>> all = new HashMap<>();
    topics.forEach((partition, queue) -> all.put(partition, List.copyOf(queue)));
    deliver(topics, all, random);
    sink.awaitCommit(records.lastCommit());

    assertThat(sink.query("select id, name, note from item order by id"))
        .containsExactlyElementsOf(
            items.entrySet().stream()
                .map(e -> e.getKey() + "|" + e.getValue()[0] + "|" + shown(e.getValue()[1]))
                .toList());
    assertThat(sink.query("select line from log")).containsExactlyInAnyOrderElementsOf(lines);
  }

  private static String shown(String value) {
    return value == null ? "∅" : value;
  }

  private List<SinkRecord> transaction(int xid, Random random) {
    TestRecords.Transaction transaction = records.begin(xid);
    int changes = random.nextInt(12);
    for (int i = 0; i < changes; i++) {
      if (random.nextInt(4) == 0) {
        changeLog(transaction, random);
      } else {
        changeItem(transaction, random, xid + "." + i);
      }
    }
    if (random.nextInt(60) == 0) {
      truncate(transaction);
    }
    return transaction.commit();
  }

  private void truncate(TestRecords.Transaction transaction) {
    transaction.to(0).truncate(ITEM).truncate(LOG);
    items.clear();
    lines.clear();
  }

  private void changeLog(TestRecords.Transaction transaction, Random random) {
    transaction.to(random.nextInt(PARTITIONS));
    if (lines.isEmpty() || random.nextInt(3) > 0) {
      String line = "line " + random.nextInt(5);
      transaction.insert(LOG, line, "{}");
      lines.add(line);
    } else if (random.nextBoolean()) {
      transaction.delete(LOG, lines.remove(random.nextInt(lines.size())), "{}");
    } else {
      String line = "line " + random.nextInt(5);
      int place = random.nextInt(lines.size());
      transaction.updateFull(LOG, List.of(lines.get(place), "{}"), List.of(line, "{}"));
      lines.set(place, line);
    }
  }

  private void changeItem(TestRecords.Transaction transaction, Random random, String name) {
    int id = random.nextInt(30);
    String note = random.nextBoolean() ? null : "note " + name;
    transaction.to(id % PARTITIONS);
    if (!items.containsKey(id)) {
      transaction.insert(ITEM, "" + id, name, note);
      items.put(id, new String[] {name, note});
      return;
    }
    switch (random.nextInt(4)) {
      case 0 -> {
        transaction.delete(ITEM, "" + id);
        items.remove(id);
      }
      case 1 -> {
        transaction.update(ITEM, "" + id, name, "placeholder").unchanged("note");
        items.get(id)[0] = name;
      }
      case 2 -> changeKey(transaction, random, id, name);
      default -> {
        transaction.update(ITEM, "" + id, name, note);
        items.put(id, new String[] {name, note});
      }
    }
  }

  private void changeKey(TestRecords.Transaction transaction, Random random, int id, String name) {
    int newId = 30 + random.nextInt(30);
    if (items.containsKey(newId)) {
      return;
    }
    transaction.changeKey(
        ITEM, List.of("" + id), Arrays.asList("" + newId, name, "placeholder"), newId % PARTITIONS);
    transaction.unchanged("note");
    items.put(newId, new String[] {name, items.remove(id)[1]});
  }

  /**
   * Delivers slices of partitions at random; now and then the task starts again where the target
   * tells it to.
   */
  private void deliver(
      Map<TopicPartition, Deque<SinkRecord>> topics,
      Map<TopicPartition, List<SinkRecord>> all,
      Random random) {
    sink.context.assignment.addAll(all.keySet());
    sink.start();
    while (topics.values().stream().anyMatch(queue -> !queue.isEmpty())) {
      List<TopicPartition> order = new ArrayList<>(topics.keySet());
      Collections.shuffle(order, random);
      List<SinkRecord> slice = new ArrayList<>();
      for (TopicPartition partition : order) {
        Deque<SinkRecord> queue = topics.get(partition);
        for (int n = random.nextInt(40); n > 0 && !queue.isEmpty(); n--) {
          slice.add(queue.remove());
        }
      }
      sink.deliver(slice);
      if (random.nextInt(10) == 0) {
        restart(topics, all);
      }
    }
  }

  private void restart(
      Map<TopicPartition, Deque<SinkRecord>> topics, Map<TopicPartition, List<SinkRecord>> all) {
    sink.context.sought.clear();
    sink.start().deliver(List.of());
    all.forEach(
        (partition, records) -> {
          long from = sink.context.sought.get(partition);
          topics.put(partition, new ArrayDeque<>(records.subList((int) from, records.size())));
        });
  }
}
