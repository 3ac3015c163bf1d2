package io.weft.benchmarks.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChangesTest {

  @ParameterizedTest
  @EnumSource
  void everyChangeIsWhole(Table table) {
    for (Struct envelope : Changes.of(table).envelopes()) {
      assertThatCode(envelope::validate).doesNotThrowAnyException();
      assertThat(envelope.getStruct("transaction")).isNotNull();
      assertThat(envelope.getStruct("source").getString("table")).isEqualTo(table.label());
    }
  }

  @ParameterizedTest
  @CsvSource({"NARROW, 4", "WIDE, 12", "MANY_COLUMNS, 150"})
  void tableHasAsManyColumnsAsItsNameSays(Table table, int columns) {
    assertThat(Changes.of(table).schema().field("after").schema().fields()).hasSize(columns);
  }

  @Test
  void ofEightChangesFiveInsertTwoUpdateOneDeletes() {
    assertThat(Changes.of(Table.NARROW).envelopes().subList(0, 8))
        .extracting(envelope -> envelope.getString("op"))
        .containsExactly("c", "c", "c", "c", "c", "u", "u", "d");
  }
}
