package io.weft.avro.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.avro.schema.Mapping;
import io.weft.avro.schema.Mappings;
import java.math.BigDecimal;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

/**
 * Decimals of one size in bytes, which Avro has as named types, and Connect as one name for all.
 */
class FixedDecimalTest {

  private static SchemaBuilder decimal(int scale, int bytes) {
    return Decimal.builder(scale).parameter("connect.fixed.size", Integer.toString(bytes));
  }

  @Test
  void decimalsOfSeveralSizesComeBackInOneStruct() {
    Schema schema =
        SchemaBuilder.struct()
            .name("s.Sums")
            .field("small", decimal(2, 4).build())
            .field("large", decimal(2, 8).build())
            .field("fine", decimal(5, 8).optional().build())
            .field("again", decimal(2, 8).optional().build())
            .build();
    Struct value =
        new Struct(schema)
            .put("small", new BigDecimal("-1.25"))
            .put("large", new BigDecimal("12345678901.25"))
            .put("fine", new BigDecimal("0.00001"))
            .put("again", new BigDecimal("7.00"));

    SchemaAndValue read = Trip.roundTrip(schema, value, Mapping.DEFAULT);

    assertThat(read).isEqualTo(new SchemaAndValue(schema, value));
  }

  @Test
  void foreignDecimalsAreWrittenAgainAsTheyWereRead() {
    String fixed =
        "{\"type\":\"fixed\",\"name\":\"%s\",\"size\":%d,\"logicalType\":\"decimal\","
            + "\"precision\":6,\"scale\":2}";
    org.apache.avro.Schema avro =
        Mappings.parse(
            "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":"
                + fixed.formatted("A", 2)
                + "},{\"name\":\"b\",\"type\":[\"null\","
                + fixed.formatted("B", 3)
                + "]}]}");
    byte[] bytes = {0, 125, 2, 0, 0, 125};

    SchemaAndValue read = Trip.read(avro, bytes);

    assertThat(Trip.write(read.schema(), read.value())).isEqualTo(bytes);
    assertThat(Trip.write(read.schema(), avro, read.value(), Mapping.DEFAULT)).isEqualTo(bytes);
  }

  /** So that its text is the one of Confluent's converter. */
  @Test
  void onlyDecimalHasTheNameThatItHasInConnect() {
    assertThat(Mappings.avro(decimal(2, 4).build(), Mapping.DEFAULT).getFullName())
        .isEqualTo(Decimal.LOGICAL_NAME);
  }
}
