package io.weft.connectors.start;

import io.weft.connectors.stream.ResumePoint;
import io.weft.connectors.stream.SnapshotOffsets;
import java.util.Map;
import java.util.Optional;

/**
 * What Connect has stored for this pipeline.
 *
 * @param resume where to go on; empty before the first snapshot is complete
 * @param isSnapshotUnfinished whether a snapshot was begun and did not end
 */
record StoredProgress(Optional<ResumePoint> resume, boolean isSnapshotUnfinished) {

  static final StoredProgress NONE = new StoredProgress(Optional.empty(), false);

  /**
   * @param offset the stored source offset; null if there is none
   */
  static StoredProgress of(Map<String, ?> offset) {
    return offset == null
        ? NONE
        : new StoredProgress(ResumePoint.read(offset), SnapshotOffsets.isUnfinished(offset));
  }
}
