package io.weft.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.postgres.TableName;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

  @ParameterizedTest
  @ValueSource(strings = {"orders", "Odd, Näme", "a.b", "x\\,y", "多", "q'\"$", "with space"})
  void aTablesRegexMatchesItAloneAndHoldsNoComma(String table) {
    TableName name = new TableName("s-1", table);
    String regex = Names.regex(name);
    assertThat(regex).doesNotContain(",").doesNotContain(" ");
    assertThat(name.toString()).matches(regex);
    assertThat(Pattern.compile(regex).matcher("sx1." + table).matches()).isFalse();
    assertThat(Pattern.compile(regex).matcher("s-1x" + table).matches()).isFalse();
  }

  @Test
  void topicsFollowDebeziumsRule() {
    assertThat(new Names("p").dataTopics(List.of(new TableName("public", "Odd, Näme"))))
        .containsExactly("p.public.Odd__N_me");
  }

  @Test
  void aPipelineIsNamedAfterItsDatabaseAsFarAsThatIsAllowed() {
    assertThat(PipelineName.of("My-Shop 2")).isEqualTo("my_shop_2");
    assertThat(PipelineName.require("my_shop_2")).isEqualTo("my_shop_2");
    assertThat(PipelineName.of("x".repeat(63))).hasSize(50);
    assertThatThrownBy(() -> PipelineName.require("Shop")).isInstanceOf(UserException.class);
  }
}
