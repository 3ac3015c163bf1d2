package io.weft.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class CopyHoldTest {

  @Test
  void everyNameComesBackAsItWas() {
    CopyHold hold =
        new CopyHold(
            "shop_1",
            Set.of(
                new TableName("public", "orders"),
                new TableName("My.Schema", "a=b&c,d/e%\"é я"),
                new TableName("My", "Schema.a")));
    assertThat(CopyHold.parse(hold.encode())).isEqualTo(hold);
  }

  @Test
  void textOfAnotherMakerOrVersionIsRefused() {
    assertThatThrownBy(() -> CopyHold.parse("{\"a\":1}")).hasMessageContaining("not of Weft's");
    assertThatThrownBy(() -> CopyHold.parse("hold=v=2&slot=a"))
        .hasMessageContaining("another version of Weft");
    assertThatThrownBy(() -> CopyHold.parse("hold=v=1&slot=a")).hasMessageContaining("damaged");
    assertThatThrownBy(() -> CopyHold.parse("hold=v=1&slot=a&tables="))
        .hasMessageContaining("damaged");
  }
}
