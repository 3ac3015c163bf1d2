package io.weft.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.LongStream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.junit.jupiter.api.Test;

class DistributionKeyTest {

  private static final int PARTITIONS = 6;

  private final Changes orders = Changes.of("orders", Schema.OPTIONAL_INT32_SCHEMA);
  private final Changes countries = Changes.of("countries", Schema.OPTIONAL_INT32_SCHEMA);

  private static DistributionKey<SourceRecord> transform(Map<String, String> more) {
    Map<String, String> settings =
        new HashMap<>(
            Map.of("columns", "public[.](?:orders|items):tenant_id, public[.].*:tenant_id"));
    settings.putAll(more);
    DistributionKey<SourceRecord> transform = new DistributionKey<>();
    transform.configure(settings);
    return transform;
  }

  private static DistributionKey<SourceRecord> keyOnly() {
    return transform(Map.of());
  }

  private static DistributionKey<SourceRecord> partitioning() {
    return transform(Map.of("partitions", Integer.toString(PARTITIONS)));
  }

  @Test
  void insertGetsTheColumnFromAfterIntoItsKey() {
    SourceRecord out = keyOnly().apply(orders.inserted(orders.row(7, 42)));

    Struct key = (Struct) out.key();
    assertThat(key.schema().name()).isEqualTo("orders.Key");
    assertThat(key.schema().fields()).extracting("name").containsExactly("id", "tenant_id");
    assertThat(key.getInt64("id")).isEqualTo(7);
    assertThat(key.getInt32("tenant_id")).isEqualTo(42);
    assertThat(out.keySchema()).isSameAs(key.schema());
  }

  @Test
  void deleteGetsTheColumnFromBefore() {
    SourceRecord out = keyOnly().apply(orders.deleted(orders.row(7, 42)));

    assertThat(((Struct) out.key()).getInt32("tenant_id")).isEqualTo(42);
  }

  @Test
  void updateGetsTheColumnFromAfter() {
    SourceRecord in = orders.updated(orders.row(7, 41), orders.row(7, 42));

    assertThat(((Struct) keyOnly().apply(in).key()).getInt32("tenant_id")).isEqualTo(42);
  }

  @Test
  void everythingButKeyAndPartitionStaysAsItIs() {
    SourceRecord in = orders.inserted(orders.row(7, 42));

    SourceRecord out = partitioning().apply(in);

    assertThat(out.value()).isSameAs(in.value());
    assertThat(out.valueSchema()).isSameAs(in.valueSchema());
    assertThat(out.topic()).isEqualTo(in.topic());
    assertThat(out.timestamp()).isEqualTo(in.timestamp());
    assertThat(out.headers()).isEqualTo(in.headers());
    assertThat(out.sourceOffset()).isEqualTo(in.sourceOffset());
  }

  @Test
  void keySchemaIsBuiltOnceForATable() {
    DistributionKey<SourceRecord> transform = keyOnly();

    Schema first = transform.apply(orders.inserted(orders.row(1, 1))).keySchema();
    Schema second = transform.apply(orders.deleted(orders.row(2, 2))).keySchema();

    assertThat(second).isSameAs(first);
  }

  @Test
  void keySchemaFollowsAChangeOfTheTable() {
    DistributionKey<SourceRecord> transform = keyOnly();
    Changes widened = Changes.of("orders", Schema.OPTIONAL_INT64_SCHEMA);

    transform.apply(orders.inserted(orders.row(1, 1)));
    SourceRecord out = transform.apply(widened.inserted(widened.row(1, 1L)));

    assertThat(out.keySchema().field("tenant_id").schema()).isEqualTo(Schema.OPTIONAL_INT64_SCHEMA);
  }

  @Test
  void keyThatHoldsTheColumnIsLeftAlone() {
    Schema key =
        SchemaBuilder.struct()
            .field("tenant_id", Schema.OPTIONAL_INT32_SCHEMA)
            .field("id", Schema.INT64_SCHEMA)
            .build();
    Changes keyed = orders.withKey(key);
    SourceRecord in = keyed.inserted(keyed.row(7, 42));

    SourceRecord out = partitioning().apply(in);

    assertThat(out.key()).isSameAs(in.key());
    assertThat(out.kafkaPartition()).isBetween(0, PARTITIONS - 1);
  }

  @Test
  void tableWithoutAKeyGetsNoneButAPartition() {
    Changes keyless = orders.withoutKey();

    SourceRecord out = partitioning().apply(keyless.inserted(keyless.row(7, 42)));

    assertThat(out.key()).isNull();
    assertThat(out.kafkaPartition()).isBetween(0, PARTITIONS - 1);
  }

  @Test
  void partitionIsNotTouchedUnlessTheirNumberIsSet() {
    assertThat(keyOnly().apply(orders.inserted(orders.row(7, 42))).kafkaPartition()).isNull();
  }

  @Test
  void aTenantSharesItsPartitionAcrossTablesAndTypes() {
    DistributionKey<SourceRecord> transform = partitioning();
    Changes items = Changes.of("items", Schema.OPTIONAL_INT64_SCHEMA);
    Changes notes = Changes.of("notes", Schema.OPTIONAL_STRING_SCHEMA);
    for (int tenant = 0; tenant < 100; tenant++) {
      Integer partition = transform.apply(orders.inserted(orders.row(1, tenant))).kafkaPartition();
      assertThat(transform.apply(items.deleted(items.row(2, (long) tenant))).kafkaPartition())
          .isEqualTo(partition);
      assertThat(
              transform
                  .apply(notes.inserted(notes.row(3, Integer.toString(tenant))))
                  .kafkaPartition())
          .isEqualTo(partition);
    }
  }

  @Test
  void tenantsSpreadOverAllPartitions() {
    DistributionKey<SourceRecord> transform = partitioning();

    assertThat(
            LongStream.range(0, 100)
                .mapToObj(t -> orders.inserted(orders.row(t, (int) t)))
                .map(record -> transform.apply(record).kafkaPartition()))
        .containsOnly(0, 1, 2, 3, 4, 5)
        .contains(0, 1, 2, 3, 4, 5);
  }

  @Test
  void referenceTablesAreLeftAlone() {
    SourceRecord in = countries.inserted(countries.row(1, null));

    assertThat(transform(Map.of("reference.tables", "public[.]countries")).apply(in)).isSameAs(in);
  }

  @Test
  void tablesThatNoPatternMatchesAreLeftAlone() {
    Changes other = new Changes("audit", "log", orders.key(), orders.row());
    SourceRecord in = other.inserted(other.row(1, 1));

    assertThat(keyOnly().apply(in)).isSameAs(in);
  }

  @Test
  void firstMatchingRuleCounts() {
    DistributionKey<SourceRecord> transform =
        transform(Map.of("columns", "public[.]orders:note, .*:tenant_id"));
    Struct row = orders.row(1, 42).put("note", "n");

    assertThat(transform.apply(orders.inserted(row)).keySchema().field("note")).isNotNull();
  }

  @Test
  void recordsThatTellOfNoRowPassUntouched() {
    Schema end =
        SchemaBuilder.struct()
            .field("status", Schema.STRING_SCHEMA)
            .field("event_count", Schema.INT64_SCHEMA)
            .build();
    Struct transaction = new Struct(end).put("status", "END").put("event_count", 3L);
    Schema beat = SchemaBuilder.struct().field("ts_ms", Schema.INT64_SCHEMA).build();
    List<SourceRecord> others =
        List.of(
            orders.tombstone(7),
            orders.change("t", null, null),
            orders.change("m", null, null),
            new SourceRecord(Map.of(), Map.of(), "shop.transaction", 0, end, transaction),
            new SourceRecord(
                Map.of(), Map.of(), "beat", null, beat, new Struct(beat).put("ts_ms", 1L)));

    DistributionKey<SourceRecord> transform = partitioning();
    assertThat(others).allSatisfy(in -> assertThat(transform.apply(in)).isSameAs(in));
  }

  @Test
  void nullIsRefusedWithTableAndColumn() {
    SourceRecord in = orders.updated(orders.row(7, 41), orders.row(7, null));

    assertThatThrownBy(() -> keyOnly().apply(in))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("tenant_id")
        .hasMessageContaining("public.orders")
        .hasMessageContaining("NULL");
  }

  @Test
  void nullIsSentToItsPartitionIfOneIsGiven() {
    DistributionKey<SourceRecord> transform =
        transform(Map.of("partitions", "6", "null.partition", "5"));

    SourceRecord inserted = transform.apply(orders.inserted(orders.row(7, null)));
    SourceRecord deleted = transform.apply(orders.deleted(orders.row(7, null)));

    assertThat(inserted.kafkaPartition()).isEqualTo(5);
    assertThat(deleted.kafkaPartition()).isEqualTo(5);
    assertThat(((Struct) inserted.key()).schema().field("tenant_id")).isNotNull();
    assertThat(((Struct) inserted.key()).get("tenant_id")).isNull();
    assertThat(transform.apply(orders.inserted(orders.row(7, 42))).kafkaPartition())
        .isEqualTo(PartitionChoice.of(42, 6).orElseThrow());
  }

  @Test
  void nullHasAPartitionAlsoWhereTheOthersFollowFromTheKey() {
    DistributionKey<SourceRecord> transform = transform(Map.of("null.partition", "0"));

    assertThat(transform.apply(orders.inserted(orders.row(7, null))).kafkaPartition()).isZero();
    assertThat(transform.apply(orders.inserted(orders.row(7, 1))).kafkaPartition()).isNull();
  }

  @Test
  void valueThatWasNotLoggedIsRefusedAlsoWhereNullIsNot() {
    SourceRecord in = orders.updated(null, orders.row(7, 42));
    in.headers()
        .addList(
            "weft.unchanged",
            List.of("tenant_id"),
            SchemaBuilder.array(Schema.STRING_SCHEMA).build());

    assertThatThrownBy(() -> transform(Map.of("null.partition", "0")).apply(in))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("does not tell");
  }

  @Test
  void partitionOfNullIsOneOfThePartitions() {
    assertThatThrownBy(() -> transform(Map.of("partitions", "6", "null.partition", "6")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("below partitions=6");
  }

  @Test
  void keyThatIsNoStructIsRefused() {
    SourceRecord in = orders.inserted(orders.row(7, 42));
    SourceRecord map =
        in.newRecord(in.topic(), null, null, Map.of("id", 7), in.valueSchema(), in.value(), 1L);

    assertThatThrownBy(() -> keyOnly().apply(map)).hasMessageContaining("without a schema");
  }

  @Test
  void deleteThatDoesNotTellTheColumnIsRefusedWithTheRemedy() {
    assertThatThrownBy(() -> keyOnly().apply(orders.deleted(orders.row(7, null))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("public.orders")
        .hasMessageContaining("REPLICA IDENTITY FULL");
  }

  @Test
  void tableWithoutTheColumnIsRefused() {
    DistributionKey<SourceRecord> transform = transform(Map.of("columns", ".*:account_id"));

    assertThatThrownBy(() -> transform.apply(orders.inserted(orders.row(7, 42))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("public.orders has no column account_id");
  }

  @Test
  void unchangedColumnIsTakenFromBefore() {
    Changes notes = Changes.of("notes", Schema.OPTIONAL_STRING_SCHEMA);
    SourceRecord in = notes.updated(notes.row(7, "t42"), notes.row(7, "placeholder"));
    in.headers()
        .addList(
            "weft.unchanged",
            List.of("tenant_id"),
            SchemaBuilder.array(Schema.STRING_SCHEMA).build());

    assertThat(((Struct) keyOnly().apply(in).key()).getString("tenant_id")).isEqualTo("t42");
  }

  @Test
  void unchangedColumnThatIsNotInBeforeIsRefused() {
    Changes notes = Changes.of("notes", Schema.OPTIONAL_STRING_SCHEMA);
    SourceRecord in = notes.updated(null, notes.row(7, "placeholder"));
    in.headers()
        .addList(
            "weft.unchanged",
            List.of("tenant_id"),
            SchemaBuilder.array(Schema.STRING_SCHEMA).build());

    assertThatThrownBy(() -> keyOnly().apply(in)).hasMessageContaining("does not tell");
  }

  @Test
  void valuesThatAreNotEqualByTextCannotChooseAPartition() {
    Changes floats = Changes.of("floats", Schema.OPTIONAL_FLOAT64_SCHEMA);

    assertThatThrownBy(() -> partitioning().apply(floats.inserted(floats.row(1, 1.5))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("tenant_id")
        .hasMessageContaining("cannot choose a partition");
  }

  @Test
  void changeWithoutSchemaIsRefusedInsteadOfPassingUnrouted() {
    SourceRecord in =
        new SourceRecord(Map.of(), Map.of(), "topic", null, Map.of("op", "c", "source", Map.of()));

    assertThatThrownBy(() -> keyOnly().apply(in)).hasMessageContaining("schemas.enable=true");
  }

  @Test
  void badSettingsAreNamed() {
    assertThatThrownBy(() -> transform(Map.of("columns", "orders")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("pattern:column");
    assertThatThrownBy(() -> transform(Map.of("reference.tables", "(")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Not a regular expression");
    assertThatThrownBy(() -> new DistributionKey<SourceRecord>().configure(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("columns");
  }

  @Test
  void connectFindsTheTransform() {
    assertThat(ServiceLoader.load(Transformation.class))
        .hasExactlyElementsOfTypes(DistributionKey.class, DistributionLookup.class);
  }
}
