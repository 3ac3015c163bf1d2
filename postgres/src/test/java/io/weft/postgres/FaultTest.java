package io.weft.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class FaultTest {

  private static Fault of(String message, String state) {
    return Fault.of(new IllegalStateException(new SQLException(message, state)));
  }

  @Test
  void whatPassesByItselfIsTransient() {
    assertThat(of("shutting down", "57P01")).isEqualTo(Fault.TRANSIENT);
    assertThat(of("disk full", "53100")).isEqualTo(Fault.TRANSIENT);
    assertThat(of("deadlock", "40P01")).isEqualTo(Fault.TRANSIENT);
    assertThat(Fault.of(new IOException())).isEqualTo(Fault.TRANSIENT);
  }

  @Test
  void limitThatAPersonHasSetIsNotTransient() {
    assertThat(of("tuple decompression limit exceeded by operation", "53400"))
        .isEqualTo(Fault.USER);
  }

  @Test
  void nodeThatDropsOutOfATransactionOfCitusPassesAlthoughItHasNoCode() {
    assertThat(of("ERROR: failure on connection marked as essential: 10.0.0.1:5432", "XX000"))
        .isEqualTo(Fault.TRANSIENT);
    assertThat(of("ERROR: unexpected node", "XX000")).isEqualTo(Fault.INTERNAL);
  }
}
