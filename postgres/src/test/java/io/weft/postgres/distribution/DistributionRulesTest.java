package io.weft.postgres.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.postgres.TableName;
import java.util.List;
import org.junit.jupiter.api.Test;

class DistributionRulesTest {

  private final DistributionRules rules =
      new DistributionRules(
          List.of("public[.]customers:id", "public[.]..*:tenant_id"),
          List.of("public[.](?:countries|currencies)"));

  @Test
  void firstRuleThatMatchesTheWholeNameCounts() {
    assertThat(rules.columnOf(new TableName("public", "customers"))).contains("id");
    assertThat(rules.columnOf(new TableName("public", "customers_old"))).contains("tenant_id");
    assertThat(rules.columnOf("audit.log")).isEmpty();
    assertThat(rules.columns()).containsExactlyInAnyOrder("id", "tenant_id");
  }

  @Test
  void referenceTablesComeBeforeAllRules() {
    assertThat(rules.columnOf("public.countries")).isEmpty();
    assertThat(rules.isReference(new TableName("public", "currencies"))).isTrue();
    assertThat(rules.isReference(new TableName("public", "customers"))).isFalse();
  }

  @Test
  void badRulesSayWhatIsExpected() {
    assertThatThrownBy(() -> new DistributionRules(List.of("orders"), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pattern:column");
    assertThatThrownBy(() -> new DistributionRules(List.of(), List.of("(")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Not a regular expression");
  }
}
