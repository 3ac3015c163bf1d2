package io.weft.sink.apply;

import io.weft.postgres.Lsn;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What the target holds, as it says itself.
 *
 * @param commitLsn the last source transaction applied; {@link Lsn#NONE} before the first
 * @param snapshotLsn the snapshot that was, or is being, copied; {@link Lsn#NONE} if none
 * @param snapshotComplete whether all of its rows are there
 * @param snapshotRows rows of the snapshot applied, by {@code schema.table}
 * @param nextOffsets where reading begins again, by partition
 */
public record Progress(
    Lsn commitLsn,
    Lsn snapshotLsn,
    boolean snapshotComplete,
    Map<String, Long> snapshotRows,
    Map<TopicPartition, Long> nextOffsets) {}
