package io.weft.sink.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.postgres.TableName;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LossWatchTest {

  private static final TableName ORDERS = new TableName("public", "orders");

  private final LossWatch watch = new LossWatch();

  @Test
  void lossIsToldOnceWhenASecondLookFindsTheSame() {
    assertThat(watch.look(Map.of(ORDERS, 3L))).isEmpty();
    assertThat(watch.look(Map.of(ORDERS, 3L)))
        .singleElement()
        .asString()
        .contains("public.orders can never be complete", "3 records", "copy.again");
    assertThat(watch.look(Map.of(ORDERS, 3L))).isEmpty();
  }

  @Test
  void recordsThatAreStillOnTheirWayAreNoLoss() {
    assertThat(watch.look(Map.of(ORDERS, 3L))).isEmpty();
    assertThat(watch.look(Map.of(ORDERS, 1L))).isEmpty();
    assertThat(watch.look(Map.of())).isEmpty();
  }

  @Test
  void copyThatWasBegunAnewAndLostAgainIsToldAgain() {
    watch.look(Map.of(ORDERS, 3L));
    watch.look(Map.of(ORDERS, 3L));
    watch.look(Map.of());
    watch.look(Map.of(ORDERS, 3L));
    assertThat(watch.look(Map.of(ORDERS, 3L))).hasSize(1);
  }
}
