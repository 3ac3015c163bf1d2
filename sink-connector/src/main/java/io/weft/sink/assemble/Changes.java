package io.weft.sink.assemble;

import io.weft.postgres.TableName;
import io.weft.sink.decode.ChangeEvent;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * The changes of one source transaction, in the order in which they were made; can be gone through
 * again and again.
 */
public interface Changes extends Iterable<ChangeEvent>, AutoCloseable {

  /** How many there are. */
  long count();

  /** The tables that they change. */
  Set<TableName> tables();

  /** An estimate of the heap that they hold on to. */
  long sizeBytes();

  /** Whether they are too many for memory and are read from disk. */
  boolean spilled();

  /** Enters where reading goes on in each partition that they were read from. */
  void addNextOffsets(Map<TopicPartition, Long> offsets);

  @Override
  Iterator<ChangeEvent> iterator();

  @Override
  void close();
}
