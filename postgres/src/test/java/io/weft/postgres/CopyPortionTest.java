package io.weft.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.postgres.CopyPortion.Estimate;
import io.weft.postgres.CopyPortion.Format;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopyPortionTest {

  private static CopyPortion portion(List<String> columns, List<String> types) {
    return new CopyPortion(
        new TableName("My Schema", "a=b&c,d%\"é я"),
        Format.BINARY,
        columns,
        types,
        Lsn.parse("16/B374D848"),
        3,
        7,
        12_345_678_901L,
        9,
        true,
        new Estimate(-1, 1L << 40));
  }

  @Test
  void everyNameComesBackAsItWas() {
    CopyPortion portion =
        portion(
            List.of("a,b", "c&d=e", "  ", "100%+", "\"\u20ac\""),
            List.of("integer", "numeric", "text[]", "\"Odd, type\"", "character varying"));
    assertThat(CopyPortion.parse(portion.encode())).isEqualTo(portion);
  }

  @Test
  void tableWithoutColumnsHasNone() {
    CopyPortion portion = portion(List.of(), List.of());
    assertThat(CopyPortion.parse(portion.encode())).isEqualTo(portion);
  }

  @Test
  void headerOfAnotherMakerOrVersionIsRefused() {
    assertThatThrownBy(() -> CopyPortion.parse("{\"a\":1}")).hasMessageContaining("not of Weft's");
    assertThatThrownBy(() -> CopyPortion.parse("copy=v=2&schema=a"))
        .hasMessageContaining("another version of Weft");
    assertThatThrownBy(() -> CopyPortion.parse("copy=v=1&schema=a"))
        .hasMessageContaining("damaged");
  }
}
