package io.weft.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.postgres.TableName;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablePatternsTest {

  private static final TableName ORDERS = new TableName("public", "orders");
  private static final TableName ORDER_LINES = new TableName("public", "order_lines");
  private static final TableName ARCHIVED = new TableName("archive", "orders");
  private static final TableName ODD = new TableName("public", "Odd (*) näme");

  private static final List<TableName> ALL = List.of(ORDERS, ORDER_LINES, ARCHIVED, ODD);

  private final Findings findings = new Findings();

  private List<TableName> select(String... patterns) {
    return List.copyOf(TablePatterns.select(List.of(patterns), ALL, findings));
  }

  @Test
  void noPatternMeansAll() {
    assertThat(select()).containsExactlyInAnyOrderElementsOf(ALL);
  }

  @Test
  void starAndQuestionMarkStandForOthers() {
    assertThat(select("public.order*")).containsExactlyInAnyOrder(ORDERS, ORDER_LINES);
    assertThat(select("*.orders")).containsExactlyInAnyOrder(ORDERS, ARCHIVED);
    assertThat(select("public.order?")).containsExactly(ORDERS);
  }

  @Test
  void withoutADotItIsATableOfAnySchema() {
    assertThat(select("orders")).containsExactlyInAnyOrder(ORDERS, ARCHIVED);
  }

  @Test
  void everythingElseStandsForItself() {
    assertThat(select("public.Odd (*) näme")).containsExactly(ODD);
    assertThat(select("public.odd*")).isEmpty();
  }

  @Test
  void aPatternThatMatchesNothingIsAnObstacle() {
    assertThat(select("orders", "nothing")).hasSize(2);
    assertThat(findings.obstacles()).singleElement().asString().contains("'nothing'");
  }
}
