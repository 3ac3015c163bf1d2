package io.weft.avro.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.avro.codec.Samples.Sample;
import io.weft.avro.schema.Mapping;
import io.weft.avro.schema.Mappings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type, required and optional, in every place: it comes back as it was. */
class TypeMatrixTest {

  private enum Use {
    REQUIRED,
    OPTIONAL,
    NULL,
    WITH_DEFAULT
  }

  private enum Place {
    WHOLE_RECORD {
      @Override
      SchemaAndValue put(Schema schema, Object value) {
        return new SchemaAndValue(schema, value);
      }
    },
    IN_ARRAY {
      @Override
      SchemaAndValue put(Schema schema, Object value) {
        List<Object> elements = new ArrayList<>(Collections.nCopies(2, value));
        return new SchemaAndValue(SchemaBuilder.array(schema).build(), elements);
      }
    },
    MAP_VALUE {
      @Override
      SchemaAndValue put(Schema schema, Object value) {
        Map<Object, Object> map = new HashMap<>();
        map.put("key", value);
        return new SchemaAndValue(SchemaBuilder.map(Schema.STRING_SCHEMA, schema).build(), map);
      }
    },
    MAP_KEY {
      @Override
      SchemaAndValue put(Schema schema, Object value) {
        Map<Object, Object> map = new HashMap<>();
        map.put(value, 1.5);
        return new SchemaAndValue(SchemaBuilder.map(schema, Schema.FLOAT64_SCHEMA).build(), map);
      }
    },
    NESTED_STRUCT {
      @Override
      SchemaAndValue put(Schema schema, Object value) {
        Schema inner = SchemaBuilder.struct().name("s.Inner").field("f", schema).build();
        Schema outer = SchemaBuilder.struct().name("s.Outer").field("inner", inner).build();
        return new SchemaAndValue(
            outer, new Struct(outer).put("inner", new Struct(inner).put("f", value)));
      }
    };

    abstract SchemaAndValue put(Schema schema, Object value);
  }

  private record Case(Sample sample, Use use, Place place) {

    SchemaAndValue record() {
      SchemaBuilder builder = sample.builder().get();
      if (use != Use.REQUIRED) {
        builder.optional();
      }
      if (use == Use.WITH_DEFAULT) {
        builder.defaultValue(sample.value());
      }
      Schema schema = builder.build();
      return place.put(schema, use == Use.NULL ? null : Samples.value(sample, schema));
    }

    /** The format keeps all of the schema, but for these two. */
    boolean schemaComesBack() {
      boolean namedKey =
          sample.label().equals("enum") && use == Use.REQUIRED && place == Place.MAP_KEY;
      boolean nullableUnion =
          sample.label().equals("union") && use != Use.REQUIRED && place == Place.NESTED_STRUCT;
      return !namedKey && !nullableUnion;
    }

    @Override
    public String toString() {
      return sample + ", " + use + ", " + place;
    }
  }

  static Stream<Case> cases() {
    return Samples.all()
        .flatMap(
            sample ->
                Stream.of(Use.values())
                    .filter(use -> use != Use.WITH_DEFAULT || sample.asDefault())
                    .flatMap(use -> Stream.of(Place.values()).map(p -> new Case(sample, use, p))))
        .filter(Case::schemaComesBack);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valueComesBackAsItWas(Case each) {
    SchemaAndValue record = each.record();

    SchemaAndValue read = Trip.roundTrip(record.schema(), record.value(), each.sample().mapping());

    assertThat(read.schema()).isEqualTo(record.schema());
    assertThat(read.value()).isEqualTo(record.value());
  }

  @Test
  void nameOfStringKeysIsNotKept() {
    Schema key = SchemaBuilder.string().name("s.Key").build();
    Schema schema = SchemaBuilder.map(key, Schema.INT32_SCHEMA).build();

    SchemaAndValue read = Trip.roundTrip(schema, Map.of("k", 1), Mapping.DEFAULT);

    assertThat(read.schema().keySchema()).isEqualTo(Schema.STRING_SCHEMA);
    assertThat(read.value()).isEqualTo(Map.of("k", 1));
  }

  @ParameterizedTest
  @EnumSource(names = {"OPTIONAL", "NULL"})
  void nullableUnionOfAFieldIsWrittenAgainAsItWasRead(Use use) {
    Sample union = Samples.all().filter(s -> s.label().equals("union")).findFirst().orElseThrow();
    SchemaAndValue record = new Case(union, use, Place.NESTED_STRUCT).record();

    SchemaAndValue read = Trip.roundTrip(record.schema(), record.value(), Mapping.DEFAULT);

    assertThat(Mappings.text(read.schema(), Mapping.DEFAULT))
        .isEqualTo(Mappings.text(record.schema(), Mapping.DEFAULT));
    assertThat(Trip.write(read.schema(), read.value()))
        .isEqualTo(Trip.write(record.schema(), record.value()));
  }

  static Stream<Sample> defaults() {
    return Samples.all().filter(Sample::asDefault);
  }

  @ParameterizedTest
  @MethodSource("defaults")
  void defaultIsWrittenWhereAFieldIsNotSet(Sample sample) {
    Schema field = sample.builder().get().optional().defaultValue(sample.value()).build();
    Schema schema = SchemaBuilder.struct().name("s.S").field("f", field).build();

    SchemaAndValue read = Trip.roundTrip(schema, new Struct(schema), sample.mapping());

    assertThat(((Struct) read.value()).getWithoutDefault("f")).isEqualTo(sample.value());
  }

  @Test
  void fieldThatIsNotSetStaysNullIfDefaultsAreToBeIgnored() {
    Schema field = SchemaBuilder.int32().optional().defaultValue(7).build();
    Schema schema = SchemaBuilder.struct().name("s.S").field("f", field).build();

    SchemaAndValue read = Trip.roundTrip(schema, new Struct(schema), Mappings.NULLS_KEPT);

    assertThat(((Struct) read.value()).getWithoutDefault("f")).isNull();
  }
}
