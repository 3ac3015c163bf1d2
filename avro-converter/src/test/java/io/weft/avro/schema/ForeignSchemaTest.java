package io.weft.avro.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas that others have registered, with attributes of Connect's that are odd. */
class ForeignSchemaTest {

  @ParameterizedTest
  @CsvSource({
    "'{\"type\":\"int\",\"connect.name\":5}', connect.name",
    "'{\"type\":\"int\",\"connect.version\":\"one\"}', connect.version",
    "'{\"type\":\"int\",\"connect.parameters\":[1]}', connect.parameters",
    "'{\"type\":\"int\",\"connect.parameters\":{\"k\":1}}', k",
    "'{\"type\":\"int\",\"connect.type\":\"int64\"}', connect.type",
    "'{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":\"four\"}', precision",
    "'{\"type\":\"int\",\"logicalType\":\"date\",\"connect.name\":\"s.Other\"}', s.Other",
    "'{\"type\":\"int\",\"logicalType\":\"date\",\"connect.version\":2}', connect.version",
    "'[\"null\"]', null"
  })
  void attributeThatMakesNoSenseIsRefused(String avro, String expected) {
    assertThatThrownBy(() -> Mappings.read(avro, Mapping.DEFAULT))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"int\",\"connect.default\":\"x\"}",
        "{\"type\":\"string\",\"connect.default\":null}",
        "{\"type\":\"bytes\",\"connect.default\":7}",
        "{\"type\":\"array\",\"items\":\"int\",\"connect.default\":[\"x\"]}",
        "{\"type\":\"map\",\"values\":\"int\",\"connect.default\":[1]}",
        "{\"type\":\"int\",\"logicalType\":\"time-millis\",\"connect.default\":-1}",
        "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":4,\"connect.default\":\"\"}"
      })
  void defaultThatDoesNotFitIsLeftOut(String avro) {
    assertThat(Mappings.read(avro, Mapping.DEFAULT).defaultValue()).isNull();
  }

  @Test
  void defaultThatHoldsTheRecordAroundItIsLeftOut() {
    Schema read =
        Mappings.read(
            "{\"type\":\"record\",\"name\":\"Node\",\"fields\":[{\"name\":\"all\",\"type\":"
                + "{\"type\":\"array\",\"items\":\"Node\",\"connect.default\":[{\"all\":[]}]}}]}",
            Mapping.DEFAULT);

    assertThat(read.field("all").schema().defaultValue()).isNull();
  }

  @Test
  void logicalTypesThatConnectLacksAreTheirPrimitives() {
    assertThat(Mappings.read("{\"type\":\"string\",\"logicalType\":\"uuid\"}", Mapping.DEFAULT))
        .isEqualTo(Schema.STRING_SCHEMA);
    assertThat(
            Mappings.read(
                "{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}", Mapping.DEFAULT))
        .isEqualTo(Schema.INT64_SCHEMA);
  }
}
