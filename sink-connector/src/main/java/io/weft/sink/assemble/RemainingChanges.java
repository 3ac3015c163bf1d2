package io.weft.sink.assemble;

import io.weft.postgres.TableName;
import io.weft.sink.decode.ChangeEvent;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.TopicPartition;

/**
 * The changes of a transaction without those of some tables, whose effect the target holds already.
 * The size is that of all, since they are held until the transaction is applied.
 */
final class RemainingChanges implements Changes {

  private final Changes all;
  private final Set<TableName> leftOut;
  private final long count;

  RemainingChanges(Changes all, Set<TableName> leftOut) {
    this.all = all;
    this.leftOut = Set.copyOf(leftOut);
    count = all.tables().equals(leftOut) ? 0 : StreamSupport.stream(spliterator(), false).count();
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public Set<TableName> tables() {
    Set<TableName> tables = new HashSet<>(all.tables());
    tables.removeAll(leftOut);
    return tables;
  }

  @Override
  public long sizeBytes() {
    return all.sizeBytes();
  }

  @Override
  public void addNextOffsets(Map<TopicPartition, Long> offsets) {
    all.addNextOffsets(offsets);
  }

  @Override
  public boolean spilled() {
    return all.spilled();
  }

  @Override
  public Iterator<ChangeEvent> iterator() {
    return StreamSupport.stream(all.spliterator(), false)
        .filter(change -> !leftOut.contains(change.table()))
        .iterator();
  }

  @Override
  public void close() {
    all.close();
  }
}
