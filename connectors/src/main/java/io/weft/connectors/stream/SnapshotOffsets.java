package io.weft.connectors.stream;

import java.util.HashMap;
import java.util.Map;

/** What Debezium's source offsets say about its snapshot. */
public final class SnapshotOffsets {

  private static final String SNAPSHOT = "snapshot";
  private static final String COMPLETED = "snapshot_completed";
  private static final String LAST_RECORD = "last_snapshot_record";

  private SnapshotOffsets() {}

  /** Whether the offset was stored in the course of a snapshot that had more to come. */
  public static boolean isUnfinished(Map<String, ?> offset) {
    return offset.get(SNAPSHOT) != null
        && !Boolean.TRUE.equals(offset.get(COMPLETED))
        && !Boolean.TRUE.equals(offset.get(LAST_RECORD));
  }

  /** The offset of a snapshot of which nothing has come yet. */
  static Map<String, Object> begun() {
    return Map.of(SNAPSHOT, "INITIAL", COMPLETED, false, LAST_RECORD, false);
  }

  /**
   * The same offset, saying that the snapshot goes on. Debezium's last row says that it is over;
   * for Weft it is over with the marker that follows.
   */
  static Map<String, Object> unfinished(Map<String, ?> offset) {
    Map<String, Object> changed = new HashMap<>(offset);
    changed.put(COMPLETED, false);
    changed.put(LAST_RECORD, false);
    return changed;
  }
}
