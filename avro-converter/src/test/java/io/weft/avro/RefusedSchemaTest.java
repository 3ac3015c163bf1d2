package io.weft.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.avro.registry.rest.FakeServer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A schema that the registry does not take. */
@Timeout(60)
class RefusedSchemaTest {

  private static final String CONFLICT = "{\"error_code\": 409, \"message\": \"incompatible\"}";

  private final FakeServer server = FakeServer.start();
  private final AvroConverter converter = Converters.converter(false, server.settings());

  @AfterEach
  void stop() {
    converter.close();
    server.close();
  }

  private byte[] write() {
    return converter.fromConnectData("refused", Schema.INT32_SCHEMA, 7);
  }

  @ParameterizedTest
  @CsvSource({"401", "403", "404", "422"})
  void refusalIsAskedForOnce(int status) {
    server.answer(status, "{\"error_code\": " + status + ", \"message\": \"no\"}");

    assertThatThrownBy(this::write).isInstanceOf(DataException.class);

    assertThat(server.requests()).hasSize(1);
  }

  /** Two tasks may bring the first schemas of a subject at once. */
  @Test
  void conflictIsAskedForOnceMore() {
    server.once(409, CONFLICT);
    server.answer(200, "{\"id\": 5}");

    assertThat(Converters.id(write())).isEqualTo(5);
  }

  @Test
  void conflictThatStaysIsAskedForTwice() {
    server.answer(409, CONFLICT);

    assertThatThrownBy(this::write)
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("incompatible", "compatibly");

    assertThat(server.requests()).hasSize(2);
  }
}
