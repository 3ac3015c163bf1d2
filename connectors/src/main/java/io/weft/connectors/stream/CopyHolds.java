package io.weft.connectors.stream;

import io.weft.connectors.stream.CapturedRecord.Kind;
import io.weft.postgres.CopyHold;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves what the copy's connector says to the stream from the log into the END of its transaction.
 * There no reader misses it, as all END records are in one partition, in commit order; in a topic
 * of its own it might be read too late.
 *
 * <p>Not thread-safe: used by the task's thread only.
 */
final class CopyHolds {

  private static final Logger LOG = LoggerFactory.getLogger(CopyHolds.class);
  private static final String MESSAGE = "m";

  private final String slotName;
  private final List<CopyHold> open = new ArrayList<>();
  private long messages;

  /**
   * @param slotName of this stream
   */
  CopyHolds(String slotName) {
    this.slotName = slotName;
  }

  /** Takes a message of the copy's connector; false if the record is something else. */
  boolean take(CapturedRecord captured) {
    if (captured.kind() == Kind.BEGIN) {
      open.clear();
      messages = 0;
    }
    if (captured.envelope() == null
        || !MESSAGE.equals(captured.envelope().operation(captured.value()))) {
      return false;
    }
    Struct message = captured.value().getStruct("message");
    if (!CopyHold.MESSAGE_PREFIX.equals(message.getString("prefix"))) {
      return false;
    }
    if (captured.kind() == Kind.CHANGE) {
      messages++;
      read(message);
    }
    return true;
  }

  /** One that nobody can read is left out: the stream could never pass it. */
  private void read(Struct message) {
    try {
      CopyHold hold =
          CopyHold.parse(new String(message.getBytes("content"), StandardCharsets.UTF_8));
      if (hold.slotName().equals(slotName)) {
        LOG.info("Tables {} are copied anew: changes of them are to wait", hold.tables());
        open.add(hold);
      }
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "A logical message with the prefix {} is left out. {}",
          CopyHold.MESSAGE_PREFIX,
          e.getMessage());
    }
  }

  /** Adds what its transaction said to an END, which counts only what is in the topics. */
  void mark(SourceRecord end) {
    if (messages > 0) {
      uncount((Struct) end.value());
    }
    open.forEach(hold -> end.headers().addString(CopyHold.HEADER, hold.encode()));
    open.clear();
    messages = 0;
  }

  /** Debezium counts each message under a name of its own, which no reader could wait for. */
  private void uncount(Struct end) {
    end.put("event_count", end.getInt64("event_count") - messages);
    List<Struct> collections = new ArrayList<>(end.<Struct>getArray("data_collections"));
    long left = messages;
    for (int i = collections.size() - 1; i >= 0 && left > 0; i--) {
      String name = collections.get(i).getString("data_collection");
      if (name.contains("LogicalDecodingMessageId@")) {
        collections.remove(i);
        left--;
      }
    }
    end.put("data_collections", collections);
  }
}
