package io.weft.benchmarks.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.connectors.config.CaptureDefaults;
import io.weft.connectors.config.Promises;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

  private static final Contestant.Services SERVICES =
      new Contestant.Services("broker:9092", "http://registry");

  @Test
  void weftKeepsItsPromises() {
    Map<String, String> weft = Contestant.WEFT.connector(SERVICES);

    assertThat(Promises.faults(weft)).isEmpty();
    assertThat(weft)
        .containsEntry("exactly.once.support", "required")
        .containsEntry("transaction.boundary", "connector");
  }

  @Test
  void whatIsSharedIsTheSameForWeft() {
    assertThat(CaptureDefaults.complete(Contestant.WEFT.connector(SERVICES)))
        .containsAllEntriesOf(Settings.shared());
  }

  @Test
  void convertersGetTheirOwnSettingsOnly() {
    assertThat(Contestant.WEFT.connector(SERVICES))
        .containsEntry("value.converter.schema.registry.url", "kafka")
        .containsEntry(
            "value.converter.schema.registry.kafka.bootstrap.servers", SERVICES.bootstrapServers())
        .doesNotContainKey("value.converter.schemas.enable");
    assertThat(Contestant.STOCK_JSON.connector(SERVICES))
        .containsEntry("key.converter.schemas.enable", "false");
  }
}
