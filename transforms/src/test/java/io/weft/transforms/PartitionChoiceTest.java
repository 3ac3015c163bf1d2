package io.weft.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

class PartitionChoiceTest {

  @Test
  void choiceIsThatOfKafkasOwnPartitionerForTheText() {
    byte[] key = "tenant-42".getBytes(StandardCharsets.UTF_8);

    assertThat(PartitionChoice.of("tenant-42", 12))
        .contains(Utils.toPositive(Utils.murmur2(key)) % 12);
  }

  @Test
  void equalNumbersChooseTheSamePartition() {
    Optional<Integer> expected = PartitionChoice.of(100, 1_000);

    assertThat(PartitionChoice.of((short) 100, 1_000)).isEqualTo(expected);
    assertThat(PartitionChoice.of(100L, 1_000)).isEqualTo(expected);
    assertThat(PartitionChoice.of(new BigDecimal("100.00"), 1_000)).isEqualTo(expected);
    assertThat(PartitionChoice.of(new BigDecimal("0.00"), 1_000))
        .isEqualTo(PartitionChoice.of(0, 1_000));
  }

  @Test
  void readingABufferLeavesItAsItWas() {
    ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3});

    assertThat(PartitionChoice.of(buffer, 1_000))
        .isEqualTo(PartitionChoice.of(new byte[] {1, 2, 3}, 1_000));
    assertThat(buffer.remaining()).isEqualTo(3);
  }
}
