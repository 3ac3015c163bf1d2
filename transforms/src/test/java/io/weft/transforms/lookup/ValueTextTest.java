package io.weft.transforms.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;

class ValueTextTest {

  private static final Schema NUMERIC =
      SchemaBuilder.string().name("io.weft.data.Text").parameter("type", "numeric").build();
  private static final Schema DATE = SchemaBuilder.int32().name("io.debezium.time.Date").build();
  private static final Schema MICROS =
      SchemaBuilder.int64().name("io.debezium.time.MicroTimestamp").build();

  private record Case(Schema schema, Object value, String text) {}

  @Test
  void valuesHaveTheTextThatPostgresReadsAndComeBackAsTheyWere() {
    for (Case row :
        List.of(
            new Case(Schema.INT16_SCHEMA, (short) -7, "-7"),
            new Case(Schema.INT32_SCHEMA, 42, "42"),
            new Case(Schema.INT64_SCHEMA, Long.MIN_VALUE, "-9223372036854775808"),
            new Case(Schema.STRING_SCHEMA, "a 'b' ", "a 'b' "),
            new Case(Schema.STRING_SCHEMA, "", ""),
            new Case(Schema.BOOLEAN_SCHEMA, true, "true"),
            new Case(Schema.BYTES_SCHEMA, ByteBuffer.wrap(new byte[] {0, (byte) 0xff}), "\\x00ff"),
            new Case(DATE, -1, "1969-12-31"),
            new Case(Decimal.schema(2), new BigDecimal("100.00"), "100"),
            new Case(NUMERIC, "NaN", "NaN"))) {
      assertThat(ValueText.of(row.schema(), row.value())).isEqualTo(row.text());
      assertThat(ValueText.parse(row.schema(), row.text())).isEqualTo(row.value());
    }
  }

  @Test
  void equalNumbersHaveOneText() {
    assertThat(ValueText.of(NUMERIC, "1.00")).isEqualTo(ValueText.of(Schema.INT32_SCHEMA, 1));
    assertThat(ValueText.of(NUMERIC, "0.0")).isEqualTo("0");
  }

  @Test
  void othersAreRefusedByTheirTypeWithoutTheirValue() {
    assertThatThrownBy(() -> ValueText.of(MICROS, 4711L))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("MicroTimestamp")
        .hasMessageNotContaining("4711");
    assertThatThrownBy(() -> ValueText.of(Schema.FLOAT64_SCHEMA, 1.5))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> ValueText.parse(Schema.INT16_SCHEMA, "70000"))
        .isInstanceOf(DataException.class)
        .hasMessageNotContaining("70000");
  }

  @Test
  void optionalSchemaKeepsAllButTheDefault() {
    Schema required =
        SchemaBuilder.string().name("n").version(1).doc("d").parameter("p", "q").build();
    Schema withDefault = SchemaBuilder.int32().optional().defaultValue(0).build();

    Schema optional = ValueText.optional(required);

    assertThat(optional.isOptional()).isTrue();
    assertThat(optional.name()).isEqualTo("n");
    assertThat(optional.parameters()).containsEntry("p", "q");
    assertThat(ValueText.optional(withDefault).defaultValue()).isNull();
    assertThat(ValueText.optional(Schema.OPTIONAL_INT32_SCHEMA))
        .isSameAs(Schema.OPTIONAL_INT32_SCHEMA);
  }
}
