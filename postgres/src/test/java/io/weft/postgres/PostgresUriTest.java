package io.weft.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.postgres.PostgresUri.Host;
import io.weft.postgres.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUriTest {

  @TempDir Path home;

  private final Map<String, String> variables = new HashMap<>();

  private PostgresUri parse(String text) {
    return PostgresUri.parse(text, new LibpqEnvironment(variables, home, "ada"));
  }

  @Test
  void everyPartOfAUrlIsTaken() {
    PostgresUri uri =
        parse("postgresql://bob:s%40cret@db.example:6543/shop?sslmode=require&connect_timeout=7");
    assertThat(uri.hosts()).containsExactly(new Host("db.example", 6543));
    assertThat(uri.user()).isEqualTo("bob");
    assertThat(uri.password()).contains("s@cret");
    assertThat(uri.database()).isEqualTo("shop");
    assertThat(uri.jdbcUrl())
        .isEqualTo("jdbc:postgresql://db.example:6543/shop?connectTimeout=7&sslmode=require");
  }

  @Test
  void missingPartsAreWhatLibpqTakes() {
    PostgresUri uri = parse("postgresql://");
    assertThat(uri.hosts()).containsExactly(new Host("localhost", 5432));
    assertThat(uri.user()).isEqualTo("ada");
    assertThat(uri.database()).isEqualTo("ada");
    assertThat(uri.password()).isEmpty();
  }

  @Test
  void missingPartsComeFromTheEnvironment() {
    variables.putAll(
        Map.of(
            "PGHOST", "h",
            "PGPORT", "7000",
            "PGUSER", "u",
            "PGDATABASE", "d",
            "PGPASSWORD", "p",
            "PGSSLMODE", "disable"));
    assertThat(parse("postgres://").jdbcUrl())
        .isEqualTo("jdbc:postgresql://h:7000/d?sslmode=disable");
    assertThat(parse("postgres://").jdbcProperties())
        .containsEntry("user", "u")
        .containsEntry("password", "p");
  }

  @Test
  void theStringWinsOverTheEnvironment() {
    variables.putAll(Map.of("PGHOST", "h", "PGSSLMODE", "disable", "PGPASSWORD", "p"));
    PostgresUri uri = parse("postgresql://u:q@other/x?sslmode=verify-full");
    assertThat(uri.jdbcUrl()).isEqualTo("jdbc:postgresql://other:5432/x?sslmode=verify-full");
    assertThat(uri.password()).contains("q");
  }

  @Test
  void aDatabaseIsNamedAfterItsUser() {
    assertThat(parse("postgresql://carol@h").database()).isEqualTo("carol");
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://[::1]:5433/x, '[::1]:5433'",
    "postgresql://[2001:db8::1]/x, '[2001:db8::1]:5432'",
    "postgresql://%68ost/x, host:5432",
    "'postgresql://a:1,b:2/x', 'a:1,b:2'",
    "'postgresql://a,b/x?port=9', 'a:9,b:9'",
    "postgresql:///x?host=h&port=1234, h:1234",
    "postgresql://u@/x?host=h, h:5432",
  })
  void hostsAreRead(String text, String hosts) {
    assertThat(parse(text).jdbcUrl()).isEqualTo("jdbc:postgresql://" + hosts + "/x");
  }

  @Test
  void namesArePercentDecodedAsUtf8AndPlusIsPlus() {
    PostgresUri uri = parse("postgresql://j%C3%BCrgen:a+b%25@h/caf%C3%A9%20bar");
    assertThat(uri.user()).isEqualTo("jürgen");
    assertThat(uri.password()).contains("a+b%");
    assertThat(uri.database()).isEqualTo("café bar");
    assertThat(uri.jdbcUrl()).isEqualTo("jdbc:postgresql://h:5432/caf%C3%A9%20bar");
  }

  @Test
  void keywordsAndValuesAreTakenToo() {
    PostgresUri uri =
        parse("host=h port = 99 dbname='my db' user=bob password='it\\'s \\\\' sslmode=prefer");
    assertThat(uri.toString()).isEqualTo("postgresql://bob@h:99/my%20db");
    assertThat(uri.password()).contains("it's \\");
  }

  @Test
  void thePasswordFileIsAskedLineByLine() throws IOException {
    Path file = home.resolve(".pgpass");
    Files.writeString(
        file,
        """
        # comment
        other:*:*:*:wrong
        h:5432:shop:eve:wrong
        h:5432:*:b\\:ob:pass\\:word\\\\
        *:*:*:*:last
        """);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(parse("postgresql://b%3Aob@h/shop").password()).contains("pass:word\\");
    assertThat(parse("postgresql://zoe@z/shop").password()).contains("last");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(parse("postgresql://zoe@z/shop").password()).isEmpty();
  }

  @Test
  void debeziumGetsItsOwnNamesAndNoSecret() {
    PostgresUri uri =
        parse(
            "postgresql://bob:pw@h:1/shop?sslmode=verify-ca&sslrootcert=/ca.pem&sslpassword=kp"
                + "&application_name=me");
    assertThat(uri.debezium())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "database.hostname", "h",
                "database.port", "1",
                "database.user", "bob",
                "database.dbname", "shop",
                "database.sslmode", "verify-ca",
                "database.sslrootcert", "/ca.pem",
                "driver.ApplicationName", "me"));
    assertThat(uri.secrets())
        .containsOnly(Map.entry("password", "pw"), Map.entry("sslpassword", "kp"));
  }

  @Test
  void noFormForPeopleHoldsASecret() {
    PostgresUri uri = parse("postgresql://bob:pw-1@h/shop?sslpassword=pw-2");
    assertThat(List.of(uri.toString(), uri.jdbcUrl(), uri.debezium().toString()))
        .noneMatch(text -> text.contains("pw-"));
    assertThat(uri.jdbcProperties()).containsEntry("sslpassword", "pw-2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgresql://h/x?sslmod=require | did you mean sslmode?",
        "postgresql://h/x?foo=bar | libpq has none of that name",
        "postgresql://h/x?sslmode=on | sslmode: 'on' is none of",
        "postgresql://h/x?connect_timeout=soon | not a number of seconds",
        "postgresql://h/x?service=s | service files are not read",
        "postgresql://h/x?sslcrl=f | not supported",
        "postgresql://h/x?target_session_attrs=standby | none of any, primary, read-write",
        "postgresql://h/x?sslmode | name=value",
        "postgresql:///x?host=/var/run/postgresql | Unix socket",
        "postgresql://%2Ftmp/x | listen_addresses",
        "postgresql://h:port/x | Not a port: 'port'",
        "postgresql://h:70000/x | Not a port: 70000",
        "postgresql://a,b,c/x?port=1,2 | 2 ports for 3 hosts",
        "postgresql://h%zz/x | hexadecimal",
        "postgresql://h/%FF | not UTF-8",
        "mysql://h/x | expected postgresql://",
        "shop | expected postgresql://",
        "host=h 'dbname | expected postgresql://",
      })
  void whatIsNotUnderstoodIsToldInOneLine(String text, String message) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://bob:first@second@h/x",
        "postgresql://bob:first@/second@h/x",
        "postgresql://bob:first/second@h/x",
        "postgresql://bob:fir:st@/second@h/x",
        "postgresql://bob:first?second@h/x",
        "postgresql://bob:first?x=second@h/x",
      })
  void aPasswordThatIsNotEncodedIsNotRepeatedInTheMessage(String url) {
    assertThatThrownBy(() -> parse(url))
        .hasMessageContaining("%40")
        .hasMessageNotContainingAny("first", "second");
  }

  @Test
  void whatDebeziumCannotSayIsRefusedForDebeziumOnly() {
    PostgresUri uri = parse("postgresql://[::1]/x");
    assertThatThrownBy(uri::debezium).hasMessageContaining("give the host's name");
  }

  @Test
  void aParsedUrlConnects() throws Exception {
    PostgresUri uri = parse("postgresql://postgres@localhost:" + TestPostgres.port() + "/postgres");
    try (var connection = uri.connect()) {
      assertThat(connection.getCatalog()).isEqualTo("postgres");
    }
  }
}
