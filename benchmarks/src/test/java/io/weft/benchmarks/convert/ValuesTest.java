package io.weft.benchmarks.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class ValuesTest {

  private static final Schema INNER =
      SchemaBuilder.struct().field("n", Schema.OPTIONAL_INT32_SCHEMA).optional().build();
  private static final Schema OUTER = SchemaBuilder.struct().field("inner", INNER).build();

  @Test
  void equalStructsDoNotDiffer() {
    assertThat(Values.difference(outer(1), outer(1))).isEmpty();
  }

  @Test
  void otherValueDiffers() {
    assertThat(Values.difference(outer(1), outer(2))).contains(".inner.n was 1, is 2");
  }

  @Test
  void lostValueDiffers() {
    assertThat(Values.difference(outer(1), outer(null))).contains(".inner.n was 1, is null");
  }

  @Test
  void otherTypeDiffers() {
    Schema text = SchemaBuilder.struct().field("inner", Schema.STRING_SCHEMA).build();

    assertThat(Values.difference(outer(1), new Struct(text).put("inner", "1")))
        .contains(".inner has another schema");
  }

  @Test
  void mapWithTheSameFieldsHasTheShape() {
    assertThat(Values.differenceOfShape(outer(1), Map.of("inner", Map.of("n", 1L)))).isEmpty();
  }

  @Test
  void mapThatLacksAValueHasNot() {
    assertThat(Values.differenceOfShape(outer(1), Map.of("inner", new HashMap<>())))
        .contains(".inner.n was 1, is null");
  }

  private static Struct outer(Integer n) {
    return new Struct(OUTER).put("inner", new Struct(INNER).put("n", n));
  }
}
