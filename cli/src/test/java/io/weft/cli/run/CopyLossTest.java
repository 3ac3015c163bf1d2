package io.weft.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.postgres.TableName;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CopyLossTest {

  private static final Map<TableName, Long> LOST =
      Map.of(new TableName("public", "b"), 2L, new TableName("public", "a"), 1L);

  private final CopyLoss loss = new CopyLoss();

  @Test
  void whatStaysMissingIsSaidWithTheNextStep() {
    assertThat(loss.look(0, LOST)).isEmpty();
    assertThat(loss.look(59_000, LOST)).isEmpty();
    assertThat(loss.look(60_000, LOST).orElseThrow())
        .contains("1 of table public.a, 2 of table public.b", "again=public.a:2,public.b:2");
  }

  @Test
  void whatIsOnItsWayIsNotMissing() {
    assertThat(loss.look(0, LOST)).isEmpty();
    assertThat(loss.look(50_000, Map.of(new TableName("public", "b"), 1L))).isEmpty();
    assertThat(loss.look(100_000, Map.of())).isEmpty();
    assertThat(loss.look(200_000, Map.of())).isEmpty();
  }
}
