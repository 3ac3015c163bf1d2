package io.weft.connectors.copy.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.postgres.TableName;
import org.junit.jupiter.api.Test;

class ChunkStateTest {

  /** In another order, a JVM started later would not find what an earlier one has stored. */
  @Test
  void sourcePartitionIsWrittenInOneOrder() {
    assertThat(ChunkState.sourcePartition("p", new TableName("s", "t"), 3).entrySet())
        .extracting(Object::toString)
        .containsExactly("chunk=3", "server=p", "table=\"s\".\"t\"");
  }
}
