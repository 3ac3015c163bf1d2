package io.weft.avro.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.avro.Logged;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One name with two definitions, of which Avro writes the first only. */
class DefinitionsTest {

  private static Schema twice(Schema one, Schema other) {
    return SchemaBuilder.struct().name("s.Root").field("one", one).field("other", other).build();
  }

  private static Schema of(SchemaBuilder field) {
    return SchemaBuilder.struct().name("s.Twice").field("f", field.build()).build();
  }

  private static List<String> loggedIn(Schema schema) {
    return Logged.by("io.weft.avro.schema", () -> Mappings.text(schema, Mapping.DEFAULT));
  }

  /** Debezium tells by the name whether a number counts milliseconds or microseconds. */
  @Test
  void structsWhoseNumbersCountOtherThingsAreRefused() {
    Schema schema =
        twice(
            of(SchemaBuilder.int64().name("io.debezium.time.Timestamp")),
            of(SchemaBuilder.int64().name("io.debezium.time.MicroTimestamp")));

    assertThatThrownBy(() -> ConnectToAvro.derive(schema, Mapping.DEFAULT))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("s.Twice", "another name");
  }

  @Test
  void structsThatAreScrubbedToOneNameAreRefused() {
    Schema schema =
        twice(
            SchemaBuilder.struct().name("a b").field("f", Schema.INT32_SCHEMA).build(),
            SchemaBuilder.struct().name("a-b").field("f", Schema.INT32_SCHEMA).build());

    for (Mapping mapping : List.of(Mappings.SCRUBBED, Mappings.PRESERVED)) {
      assertThatThrownBy(() -> ConnectToAvro.derive(schema, mapping))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll("a_b", "another name");
    }
  }

  private static Consumer<SchemaBuilder> with(Consumer<SchemaBuilder> change) {
    return change;
  }

  static Stream<Consumer<SchemaBuilder>> sayings() {
    return Stream.of(
        with(field -> field.defaultValue(2)),
        with(field -> field.doc("two")),
        with(field -> field.parameter("k", "2")),
        with(field -> field.version(2)));
  }

  @ParameterizedTest
  @MethodSource("sayings")
  void whatOnlyTheSecondDefinitionSaysIsLostWithAWarning(Consumer<SchemaBuilder> change) {
    SchemaBuilder changed = SchemaBuilder.int32();
    change.accept(changed);

    assertThat(loggedIn(twice(of(SchemaBuilder.int32()), of(changed))))
        .singleElement()
        .asString()
        .contains("s.Twice", "s.Root");
    assertThat(loggedIn(twice(of(SchemaBuilder.int32()), of(SchemaBuilder.int32())))).isEmpty();
  }

  @Test
  void parametersOfTheStructItselfAreNotLost() {
    Schema marked =
        SchemaBuilder.struct()
            .name("s.Twice")
            .parameter("k", "2")
            .field("f", Schema.INT32_SCHEMA)
            .build();
    Schema schema = twice(of(SchemaBuilder.int32()), marked);

    assertThat(loggedIn(schema)).isEmpty();
    assertThat(Mappings.read(Mappings.text(schema, Mapping.DEFAULT), Mapping.DEFAULT))
        .isEqualTo(schema);
  }

  /** In the link's namespace, the text has the node's bare name, which is another one there. */
  @Test
  void schemaWhoseTextNobodyCanReadIsRefused() {
    SchemaBuilder node = SchemaBuilder.struct().name("Node").optional();
    SchemaBuilder link = SchemaBuilder.struct().name("ns.Link").optional();
    node.field("link", link.field("to", node));

    assertThatThrownBy(() -> ConnectToAvro.derive(node, Mapping.DEFAULT))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("ns.Node", "namespace");
  }
}
