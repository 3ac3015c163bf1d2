package io.weft.avro.registry.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a sequence of claims comes to. */
class LedgerTest {

  private final Ledger ledger = new Ledger();

  private void apply(String subject, int id, String text) {
    ledger.apply(new Claim(subject, id, text));
  }

  @Test
  void firstClaimOwnsTheId() {
    apply("s", 1, "a");
    apply("s", 1, "b");

    assertThat(ledger.text(1)).contains("a");
    assertThat(ledger.id("s", "a")).hasValue(1);
    assertThat(ledger.id("s", "b")).isEmpty();
  }

  @Test
  void loserOfAnIdMayClaimAnother() {
    apply("s", 1, "a");
    apply("s", 1, "b");
    apply("s", 2, "b");

    assertThat(ledger.id("s", "b")).hasValue(2);
    assertThat(ledger.version("s", "b")).hasValue(2);
  }

  @Test
  void schemaKeepsItsFirstId() {
    apply("s", 1, "a");
    apply("t", 2, "a");

    assertThat(ledger.id("t", "a")).isEmpty();
    assertThat(ledger.text(2)).isEmpty();
  }

  @Test
  void otherSubjectsShareTheId() {
    apply("s", 1, "a");
    apply("t", 1, "a");

    assertThat(ledger.id("t", "a")).hasValue(1);
    assertThat(ledger.version("t", "a")).hasValue(1);
  }

  @Test
  void versionsCountFirstClaimsThatHold() {
    apply("s", 1, "a");
    apply("s", 1, "void");
    apply("s", 2, "b");
    apply("s", 1, "a");
    apply("s", 3, "c");

    assertThat(List.of("a", "b", "c"))
        .extracting(text -> ledger.version("s", text).getAsInt())
        .containsExactly(1, 2, 3);
    assertThat(ledger.latest("s")).contains(new Claim("s", 3, "c"));
  }

  @Test
  void candidatesOfOthersArePassedOver() {
    apply("s", 5, "a");
    apply("s", 6, "b");

    assertThat(ledger.idToClaim("c", (text, attempt) -> 5 + attempt)).isEqualTo(7);
    assertThat(ledger.idToClaim("b", (text, attempt) -> 5 + attempt)).isEqualTo(6);
  }

  @Test
  void whatHeldBeforeTheRestartIsMissingUntilItIsClaimedAgain() {
    apply("s", 1, "a");
    apply("s", 1, "void");
    apply("t", 1, "a");
    apply("s", 2, "b");
    assertThat(ledger.missing()).isEmpty();

    ledger.restart();

    assertThat(ledger.text(1)).isEmpty();
    apply("s", 2, "b");
    assertThat(ledger.missing()).containsExactly(new Claim("s", 1, "a"), new Claim("t", 1, "a"));
    apply("s", 1, "a");
    ledger.restart();
    apply("t", 1, "a");
    assertThat(ledger.missing()).containsExactly(new Claim("s", 1, "a"), new Claim("s", 2, "b"));
  }
}
