package io.weft.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The target's key is the distribution column with the source's key behind it. Records bring the
 * column in their key, and in both images of the row.
 */
class DistributionColumnTest {

  private static final String ITEM = "public.item";

  private final SinkFixture sink = new SinkFixture();
  private final TestRecords source =
      new TestRecords().table(ITEM, List.of("id", "tenant_id"), "id", "note", "tenant_id");

  @BeforeEach
  void fill() {
    sink.given("create table item (tenant_id int, id int, note text, primary key (tenant_id, id))");
    sink.deliverAndAwait(
        source,
        source
            .begin(1)
            .insert(ITEM, "1", "a", "10")
            .insert(ITEM, "2", "b", "10")
            .insert(ITEM, "3", "c", "20")
            .commit());
  }

  @AfterEach
  void stop() {
    sink.close();
  }

  private List<String> items() {
    return sink.query("select tenant_id, id, note from item order by id");
  }

  @Test
  void rowsAreFoundByTheTargetsKey() {
    sink.deliverAndAwait(
        source,
        source
            .begin(2)
            .update(ITEM, "1", "aa", "10")
            .delete(ITEM, "2", null, "10")
            .updateFull(ITEM, List.of("3", "c", "20"), List.of("3", "cc", "20"))
            .commit());

    assertThat(items()).containsExactly("10|1|aa", "20|3|cc");
  }

  @Test
  void changedKeyOfTheSourceMovesTheRow() {
    sink.deliverAndAwait(
        source,
        source
            .begin(2)
            .changeKey(ITEM, List.of("1", "a", "10"), List.of("7", "placeholder", "10"))
            .unchanged("note")
            .commit());

    assertThat(items()).containsExactly("10|2|b", "20|3|c", "10|7|a");
  }

  @Test
  void changedDistributionValueMovesTheRowToTheOtherTenant() {
    sink.deliverAndAwait(
        source,
        source
            .begin(2)
            .updateFull(ITEM, List.of("1", "a", "10"), List.of("1", "placeholder", "20"))
            .unchanged("note")
            .updateFull(ITEM, List.of("2", "b", "10"), List.of("2", "b", "20"))
            .updateFull(ITEM, List.of("2", "b", "20"), List.of("2", "bb", "30"))
            .commit());

    assertThat(items()).containsExactly("20|1|a", "30|2|bb", "20|3|c");
  }

  @Test
  void changedDistributionValueWithoutTheOldOneIsDriftAndChangesNothing() {
    sink.deliver(source.begin(2).update(ITEM, "1", "secret", "20").commit());

    assertThat(sink.awaitFailure())
        .contains("update of table public.item", "expected 1 row", "found 0")
        .contains("(tenant_id, id)", "ALTER TABLE \"public\".\"item\" REPLICA IDENTITY FULL")
        .doesNotContain("secret");
    assertThat(items()).containsExactly("10|1|a", "10|2|b", "20|3|c");
  }

  @Test
  void deleteThatDoesNotTellTheTenantIsRefusedWithTheRemedy() {
    sink.deliver(source.begin(2).delete(ITEM, "1", "secret", null).commit());

    assertThat(sink.awaitFailure())
        .contains(
            "change of table public.item (delete; xid 2)",
            "\"tenant_id\"",
            "ALTER TABLE \"public\".\"item\" REPLICA IDENTITY FULL")
        .doesNotContain("secret");
    assertThat(items()).containsExactly("10|1|a", "10|2|b", "20|3|c");
  }

  @Test
  void updateWhoseOldRowDoesNotTellTheTenantIsRefusedWithTheRemedy() {
    sink.deliver(
        source
            .begin(2)
            .updateFull(ITEM, List.of("1", "secret", "placeholder"), List.of("1", "secret", "20"))
            .updateFull(ITEM, Arrays.asList("2", "b", null), List.of("2", "secret", "20"))
            .commit());

    assertThat(sink.awaitFailure())
        .contains("(update; xid 2)", "\"tenant_id\"", "REPLICA IDENTITY FULL")
        .doesNotContain("secret");
  }

  @Test
  void insertWithoutTheTenantIsRefused() {
    sink.deliver(source.begin(2).insert(ITEM, "4", "secret", null).commit());

    assertThat(sink.awaitFailure())
        .contains("insert of table public.item", "tenant_id", "23502")
        .doesNotContain("secret");
  }

  @Test
  void keyThatTheUpdateLeftAloneIsTakenFromTheOldRow() {
    sink.deliverAndAwait(
        source,
        source
            .begin(2)
            .updateFull(ITEM, List.of("1", "a", "10"), List.of("1", "aa", "placeholder"))
            .unchanged("tenant_id")
            .update(ITEM, "1", "aaa", "10")
            .commit());

    assertThat(items()).containsExactly("10|1|aaa", "10|2|b", "20|3|c");
  }

  @Test
  void recordsWithoutTheColumnInTheirKeyFindTheRowByTheSourcesKey() {
    TestRecords plain = new TestRecords().table(ITEM, List.of("id"), "id", "note", "tenant_id");
    SinkFixture other = new SinkFixture();
    try {
      other.given(
          "create table item (tenant_id int, id int, note text, primary key (tenant_id, id))");
      other.deliverAndAwait(
          plain, plain.begin(1).insert(ITEM, "1", "a", "10").insert(ITEM, "2", "b", "10").commit());
      other.deliverAndAwait(
          plain,
          plain.begin(2).update(ITEM, "1", "aa", "20").delete(ITEM, "2", null, null).commit());

      assertThat(other.query("select tenant_id, id, note from item")).containsExactly("20|1|aa");
    } finally {
      other.close();
    }
  }
}
