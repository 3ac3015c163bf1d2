package io.weft.connectors.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.connectors.stream.ResumePoint.Position;
import io.weft.postgres.Lsn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class CaptureStreamTest {

  private static final Schema TRANSACTION =
      SchemaBuilder.struct()
          .field("status", Schema.STRING_SCHEMA)
          .field("id", Schema.STRING_SCHEMA)
          .build();
  private static final Schema BLOCK =
      SchemaBuilder.struct()
          .field("id", Schema.STRING_SCHEMA)
          .field("total_order", Schema.INT64_SCHEMA)
          .optional()
          .build();
  private static final Schema SOURCE =
      SchemaBuilder.struct()
          .field("lsn", Schema.INT64_SCHEMA)
          .field("sequence", Schema.OPTIONAL_STRING_SCHEMA)
          .field("schema", Schema.OPTIONAL_STRING_SCHEMA)
          .field("table", Schema.OPTIONAL_STRING_SCHEMA)
          .build();
  private static final Schema ROW =
      SchemaBuilder.struct().field("v", Schema.STRING_SCHEMA).optional().build();
  private static final Schema CHANGE =
      SchemaBuilder.struct()
          .field("op", Schema.STRING_SCHEMA)
          .field("source", SOURCE)
          .field("transaction", BLOCK)
          .field("after", ROW)
          .build();
  private static final StreamSettings SETTINGS =
      new StreamSettings(
          "p.transaction",
          "p_slot",
          "?",
          new KafkaTransactionLimit(4, 1_000, Duration.ofSeconds(9)),
          2_000);

  private final TestClock clock = new TestClock();

  @Test
  void kafkaTransactionEndsAtTheLastCommitOfABatchAndTheRestWaits() {
    CaptureStream stream = resumed(ResumePoint.after(new Lsn(10)));
    Batch first =
        stream.next(List.of(begin(7, 11), change(7, 1), end(7, 20), begin(8, 21), change(8, 1)));
    assertThat(first.endsKafkaTransaction()).isTrue();
    assertThat(first.records()).hasSize(3);
    assertThat(first.records().get(2).sourceOffset())
        .isEqualTo(Map.of("lsn", 20L, "lsn_commit", 20L));
    Batch second = stream.next(List.of(end(8, 30)));
    assertThat(second.endsKafkaTransaction()).isTrue();
    assertThat(second.records()).hasSize(3);
    assertThat(sequence(second.records().get(1))).isEqualTo("[\"20\",\"1\"]");
  }

  @Test
  void heartbeatWithinATransactionEndsNothing() {
    CaptureStream stream = resumed(ResumePoint.after(new Lsn(10)));
    assertThat(stream.next(List.of(begin(7, 11), change(7, 1))).endsKafkaTransaction()).isFalse();
    Batch heartbeat = stream.next(List.of(heartbeat(20)));
    assertThat(heartbeat.endsKafkaTransaction()).isFalse();
    assertThat(heartbeat.records().get(0).sourceOffset().get("lsn_commit")).isEqualTo(10L);
    assertThat(stream.next(List.of(end(7, 20))).endsKafkaTransaction()).isTrue();
    assertThat(stream.next(List.of(heartbeat(20))).endsKafkaTransaction()).isTrue();
  }

  @Test
  void nothingPolledEndsNothing() {
    CaptureStream stream = resumed(ResumePoint.after(new Lsn(10)));
    assertThat(stream.next(List.of())).isEqualTo(new Batch(List.of(), false));
    assertThat(stream.abandon()).isEqualTo(new Batch(List.of(), false));
  }

  @Test
  void transactionOverTheLimitOfRecordsIsCutAndGoesOnWhereItWasCut() {
    CaptureStream stream = resumed(ResumePoint.after(new Lsn(10)));
    Batch cut = stream.next(List.of(begin(7, 11), change(7, 1), change(7, 2), change(7, 3)));
    assertThat(cut.endsKafkaTransaction()).isTrue();
    ResumePoint within = ResumePoint.after(new Lsn(10)).within(new Position("7", 3));
    assertThat(stream.resume()).contains(within);
    assertThat(ResumePoint.read(cut.records().get(3).sourceOffset())).contains(within);

    CaptureStream next = resumed(within);
    Batch replay = next.next(List.of(begin(7, 11), change(7, 1), heartbeat(10), change(7, 2)));
    assertThat(replay.records()).hasSize(1);
    assertThat(replay.endsKafkaTransaction()).isFalse();
    Batch rest = next.next(List.of(change(7, 3), change(7, 4), end(7, 20)));
    assertThat(rest.records()).hasSize(2);
    assertThat(
            CapturedRecord.of(rest.records().get(0), "p.transaction", new Envelopes()).totalOrder())
        .isEqualTo(4);
    assertThat(rest.endsKafkaTransaction()).isTrue();
  }

  @Test
  void rowThatTheProducerWouldNotSendIsNamedByItsTable() {
    CaptureStream stream = resumed(ResumePoint.after(new Lsn(10)));
    SourceRecord large = change(7, 1, "x".repeat(2_001));
    ((Struct) large.value()).getStruct("source").put("schema", "public").put("table", "t");
    assertThatThrownBy(() -> stream.next(List.of(begin(7, 11), large, end(7, 20))))
        .isInstanceOf(ConnectException.class)
        .hasMessageContainingAll("public.t", "2,001", "2,000", "max.request.size", "-Xmx")
        .hasMessageNotContaining("xx");
  }

  @Test
  void transactionOverTheLimitOfBytesIsCut() {
    CaptureStream stream = resumed(ResumePoint.after(new Lsn(10)));
    String large = "x".repeat(600);
    assertThat(stream.next(List.of(begin(7, 11), change(7, 1, large))).endsKafkaTransaction())
        .isFalse();
    assertThat(stream.next(List.of(change(7, 2, large))).endsKafkaTransaction()).isTrue();
    assertThat(stream.next(List.of(change(7, 3, large))).endsKafkaTransaction()).isFalse();
  }

  @Test
  void transactionOverTheLimitOfTimeIsCutEvenIfNothingComes() {
    CaptureStream stream = resumed(ResumePoint.after(new Lsn(10)));
    assertThat(stream.next(List.of(begin(7, 11))).endsKafkaTransaction()).isFalse();
    clock.advance(Duration.ofSeconds(8));
    assertThat(stream.next(List.of()).endsKafkaTransaction()).isFalse();
    clock.advance(Duration.ofSeconds(1));
    assertThat(stream.next(List.of()).endsKafkaTransaction()).isTrue();
    assertThat(stream.next(List.of()).endsKafkaTransaction()).isFalse();
  }

  @Test
  void lossOfTheSourceEndsTheKafkaTransactionWhereItStands() {
    CaptureStream stream = resumed(ResumePoint.after(new Lsn(10)));
    assertThat(stream.next(List.of(begin(7, 11), change(7, 1))).records()).hasSize(2);
    assertThat(stream.abandon()).isEqualTo(new Batch(List.of(), true));
    assertThat(stream.resume())
        .contains(ResumePoint.after(new Lsn(10)).within(new Position("7", 1)));
  }

  @Test
  void streamThatDoesNotContinueIsRefused() {
    ResumePoint within = ResumePoint.after(new Lsn(10)).within(new Position("7", 2));
    List<List<SourceRecord>> broken = new ArrayList<>();
    broken.add(List.of(begin(8, 11)));
    broken.add(List.of(begin(7, 11), change(7, 1), end(7, 20)));
    broken.add(List.of(begin(7, 11), change(7, 1), change(7, 2), change(7, 4)));
    broken.add(List.of(begin(7, 11), change(7, 1), change(7, 2), begin(8, 30)));
    broken.add(List.of(begin(7, 11), change(7, 1), change(7, 2), end(8, 30)));
    for (List<SourceRecord> records : broken) {
      CaptureStream stream = resumed(within);
      assertThatThrownBy(() -> stream.next(records))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("does not continue");
    }
  }

  private CaptureStream resumed(ResumePoint resume) {
    return CaptureStream.resumed(SETTINGS, resume, clock);
  }

  private static SourceRecord begin(long xid, long lsn) {
    return transaction("BEGIN", xid, lsn);
  }

  private static SourceRecord end(long xid, long lsn) {
    return transaction("END", xid, lsn);
  }

  private static SourceRecord transaction(String status, long xid, long lsn) {
    Struct value = new Struct(TRANSACTION).put("status", status).put("id", xid + ":" + lsn);
    return record("p.transaction", TRANSACTION, value, lsn);
  }

  private static SourceRecord change(long xid, long order) {
    return change(xid, order, "v");
  }

  private static SourceRecord change(long xid, long order, String text) {
    Struct source = new Struct(SOURCE).put("lsn", order);
    Struct block = new Struct(BLOCK).put("id", xid + ":" + order).put("total_order", order);
    Struct value =
        new Struct(CHANGE)
            .put("op", "c")
            .put("source", source)
            .put("transaction", block)
            .put("after", new Struct(ROW).put("v", text));
    return record("p.public.t", CHANGE, value, order);
  }

  private static SourceRecord heartbeat(long commit) {
    Schema schema = SchemaBuilder.struct().field("ts_ms", Schema.INT64_SCHEMA).build();
    return record("heartbeat", schema, new Struct(schema).put("ts_ms", 1L), commit);
  }

  private static SourceRecord record(String topic, Schema schema, Struct value, long lsn) {
    Map<String, Object> offset = Map.of("lsn", lsn, "lsn_proc", lsn, "lsn_commit", lsn);
    return new SourceRecord(Map.of("server", "p"), offset, topic, schema, value);
  }

  private static String sequence(SourceRecord record) {
    return ((Struct) record.value()).getStruct("source").getString("sequence");
  }

  /** Stands still until told. */
  private static final class TestClock extends Clock {

    private Instant now = Instant.EPOCH;

    void advance(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
