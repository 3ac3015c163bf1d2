package io.weft.connectors.relation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.config.Configuration;
import io.debezium.connector.postgresql.TypeRegistry;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import io.debezium.jdbc.JdbcConfiguration;
import io.weft.postgres.testing.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages as a server before PostgreSQL 16 sends them. */
class RawCharactersTest {

  private static final int TEXT = 25;
  private static final int CHAR = 18;
  private static final int CHAR_ARRAY = 1002;
  private static final byte[] RAW = {(byte) 0xE9};

  private static PostgresConnection connection;
  private static TypeRegistry types;

  private final RawCharacters characters = new RawCharacters();

  @BeforeAll
  static void readTypes() {
    connection =
        new PostgresConnection(
            JdbcConfiguration.adapt(
                Configuration.create()
                    .with("hostname", "localhost")
                    .with("port", TestPostgres.port())
                    .with("dbname", "postgres")
                    .with("user", "postgres")
                    .build()),
            "test");
    types = new TypeRegistry(connection);
  }

  @AfterAll
  static void disconnect() {
    connection.close();
  }

  @BeforeEach
  void introduceTable() throws IOException {
    Message relation = new Message('R', 7).text("app").text("thing").bytes('d', 0, 3);
    relation.bytes(0).text("a").number(TEXT).number(-1);
    relation.bytes(0).text("b").number(CHAR).number(-1);
    relation.bytes(0).text("c").number(CHAR_ARRAY).number(-1);
    characters.introduce(SentTable.read(relation.buffer()));
  }

  @Test
  void rawByteIsPrintedInBothRowsAndTheRestStays() throws IOException {
    Message sent = new Message('U', 7).bytes('O', 0, 3, 'u').value(RAW).bytes('n').bytes('N', 0, 3);
    sent.value(utf8("more than eight é漢")).value(RAW).value(utf8("{x}"));
    Message printed =
        new Message('U', 7).bytes('O', 0, 3, 'u').value(utf8("\\351")).bytes('n').bytes('N', 0, 3);
    printed.value(utf8("more than eight é漢")).value(utf8("\\351")).value(utf8("{x}"));
    assertThat(characters.printed(sent.buffer(), types)).isEqualTo(printed.buffer());
  }

  @Test
  void messageThatIsTextIsHandedOnAsItIs() throws IOException {
    ByteBuffer message =
        new Message('I', 7)
            .bytes('N', 0, 3)
            .value(utf8("é漢😀"))
            .value(utf8("x"))
            .bytes('n')
            .buffer();
    assertThat(characters.printed(message, types)).isSameAs(message);
  }

  @Test
  void rawByteInsideOfAnotherTypeIsNamed() throws IOException {
    ByteBuffer message =
        new Message('I', 7)
            .bytes('N', 0, 3, 'n', 'n')
            .value(new byte[] {'{', (byte) 0xE9, '}'})
            .buffer();
    assertThatThrownBy(() -> characters.printed(message, types))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("column c", "table app.thing", "_char", "begin anew");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Writes a message. */
  private static final class Message {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    Message(char kind, int table) throws IOException {
      bytes(kind).number(table);
    }

    Message bytes(int... values) throws IOException {
      for (int value : values) {
        out.writeByte(value);
      }
      return this;
    }

    Message number(int number) throws IOException {
      out.writeInt(number);
      return this;
    }

    Message text(String text) throws IOException {
      out.write(utf8(text));
      return bytes(0);
    }

    Message value(byte[] value) throws IOException {
      bytes('t').number(value.length);
      out.write(value);
      return this;
    }

    ByteBuffer buffer() {
      return ByteBuffer.wrap(bytes.toByteArray());
    }
  }
}
