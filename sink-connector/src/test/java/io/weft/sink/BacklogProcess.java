package io.weft.sink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A task in a JVM of its own, with a small heap, that is fed as by a worker: with what a consumer
 * has of the partitions that are not paused, commit records by far the fastest.
 */
final class BacklogProcess {

  private static final long BUFFER_BYTES = 8 << 20;
  private static final String NOTE = "n".repeat(500);

  private BacklogProcess() {}

  /** One topic's records, made when they are read. */
  private static final class Topic {

    private final TopicPartition partition;
    private final int atOnce;
    private final int transactions;
    private final TestRecords source =
        new TestRecords()
            .table("public.item", List.of("id"), "id", "note")
            .table("public.log", List.of(), "line");
    private final Deque<SinkRecord> made = new ArrayDeque<>();
    private int next = 1;

    Topic(String name, int atOnce, int transactions) {
      partition = new TopicPartition(TestRecords.PREFIX + "." + name, 0);
      this.atOnce = atOnce;
      this.transactions = transactions;
    }

    List<SinkRecord> poll() {
      while (made.size() < atOnce && next <= transactions) {
        List<SinkRecord> records =
            source
                .begin(next)
                .insert("public.item", Integer.toString(next), NOTE)
                .insert("public.log", "line")
                .commit();
        records.stream().filter(r -> r.topic().equals(partition.topic())).forEach(made::add);
        next++;
      }
      List<SinkRecord> polled = new ArrayList<>(made);
      made.clear();
      return polled;
    }

    boolean isRead() {
      return made.isEmpty() && next > transactions;
    }
  }

  /** Takes the target's JDBC URL and the number of transactions; exits with 0 if all arrived. */
  public static void main(String[] arguments) throws InterruptedException {
    int transactions = Integer.parseInt(arguments[1]);
    List<Topic> topics =
        List.of(
            new Topic("transaction", 2_000, transactions),
            new Topic("public.item", 100, transactions),
            new Topic("public.log", 500, transactions));
    FakeTaskContext context = new FakeTaskContext();
    topics.forEach(topic -> context.assignment.add(topic.partition));
    Map<String, String> settings = new HashMap<>();
    settings.put("name", "backlog");
    settings.put("topics.regex", "shop\\..*");
    settings.put("topic.prefix", TestRecords.PREFIX);
    settings.put("connection.url", arguments[0]);
    settings.put("buffer.bytes", Long.toString(BUFFER_BYTES));
    try (StreamSink sink = new StreamSink(new SinkConfig(settings), context)) {
      sink.open(context.assignment);
      while (context.sought.isEmpty()) {
        sink.put(List.of());
        Thread.sleep(10);
      }
      long most = 0;
      while (metric(context, "transactions-applied-total") < transactions) {
        List<SinkRecord> polled = new ArrayList<>();
        for (Topic topic : topics) {
          if (!context.paused.contains(topic.partition) && !topic.isRead()) {
            polled.addAll(topic.poll());
          }
        }
        sink.put(polled);
        most = Math.max(most, metric(context, "buffered-bytes"));
        if (polled.isEmpty()) {
          Thread.sleep(5);
        }
      }
      System.out.println("buffered at most " + most + " bytes");
      // Two kinds of memory share the limit, and each is looked at once a poll.
      System.exit(most < 3 * BUFFER_BYTES ? 0 : 1);
    }
  }

  private static long metric(FakeTaskContext context, String name) {
    return ((Number) ((Gauge<?>) context.metrics.get(name + "[]")).value(null, 0)).longValue();
  }
}
