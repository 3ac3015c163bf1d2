package io.weft.postgres;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two syntaxes of libpq, read into its keywords; nothing is defaulted or judged here. */
final class ConnectionString {

  private static final Pattern URL =
      Pattern.compile(
          "(?s)postgres(?:ql)?://(?:(?<user>[^/?@:]*)(?::(?<password>[^/?@]*))?@)?"
              + "(?<hosts>[^/?]*)(?:/(?<dbname>[^?]*))?(?:\\?(?<query>.*))?");

  /** As where a password holds a slash or a question mark, at which the host would end. */
  private static final Pattern AT_SIGN_BEHIND_THE_HOST =
      Pattern.compile("(?s)\\w+://[^/?]*[/?].*@.*");

  private static final Pattern HOST =
      Pattern.compile("(?:\\[(?<ipv6>[^\\]]+)\\]|(?<name>[^:@\\[\\]]*))(?::(?<port>[^:]*))?");

  private static final Pattern KEYWORD =
      Pattern.compile(
          "\\s*(?<key>\\w+)\\s*=\\s*(?:'(?<quoted>(?:[^'\\\\]|\\\\.)*)'|(?<plain>(?:[^\\s'\\\\]|\\\\.)*))(?=\\s|$)");

  private ConnectionString() {}

  /** Returns keywords and values; lists of hosts and ports as libpq writes them, with commas. */
  static Map<String, String> parse(String text) {
    if (text.startsWith("postgres://") || text.startsWith("postgresql://")) {
      return parseUrl(text);
    }
    if (text.contains("://") || text.startsWith("jdbc:") || !text.contains("=")) {
      throw malformed();
    }
    return parseKeywords(text);
  }

  private static Map<String, String> parseUrl(String text) {
    if (AT_SIGN_BEHIND_THE_HOST.matcher(text).matches()) {
      throw ambiguous();
    }
    Matcher url = URL.matcher(text);
    if (!url.matches()) {
      throw malformed();
    }
    Map<String, String> result = new LinkedHashMap<>();
    putDecoded(result, "user", url.group("user"));
    putDecoded(result, "password", url.group("password"));
    putHosts(result, url.group("hosts"));
    putDecoded(result, "dbname", url.group("dbname"));
    if (url.group("query") != null) {
      for (String pair : url.group("query").split("&", -1)) {
        putPair(result, pair);
      }
    }
    return result;
  }

  private static void putHosts(Map<String, String> result, String text) {
    List<String> names = new ArrayList<>();
    List<String> ports = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Matcher host = HOST.matcher(part);
      if (!host.matches()) {
        throw ambiguous();
      }
      names.add(host.group("ipv6") != null ? host.group("ipv6") : decode(host.group("name")));
      ports.add(host.group("port") == null ? "" : decode(host.group("port")));
    }
    result.put("host", String.join(",", names));
    result.put("port", String.join(",", ports));
    result.values().removeIf(value -> value.matches(",*"));
  }

  private static void putPair(Map<String, String> result, String pair) {
    int equals = pair.indexOf('=');
    if (equals < 1 || pair.indexOf('=', equals + 1) >= 0) {
      throw new IllegalArgumentException(
          "The part after ? in a connection URL must be name=value, joined by &"
              + (equals < 1
                  ? ""
                  : "; write = in the value of " + pair.substring(0, equals) + " as %3D"));
    }
    String key = decode(pair.substring(0, equals));
    String value = decode(pair.substring(equals + 1));
    if (key.equals("ssl") && value.equals("true")) {
      result.put("sslmode", "require"); // libpq's own courtesy to JDBC URLs
    } else {
      result.put(key, value);
    }
  }

  private static Map<String, String> parseKeywords(String text) {
    Map<String, String> result = new LinkedHashMap<>();
    Matcher keyword = KEYWORD.matcher(text);
    int end = 0;
    while (keyword.find() && keyword.start() == end) {
      String value =
          keyword.group("quoted") != null ? keyword.group("quoted") : keyword.group("plain");
      result.put(keyword.group("key"), value.replaceAll("(?s)\\\\(.)", "$1"));
      end = keyword.end();
    }
    if (!text.substring(end).isBlank()) {
      throw malformed();
    }
    return result;
  }

  private static void putDecoded(Map<String, String> result, String key, String value) {
    if (value != null && !value.isEmpty()) {
      result.put(key, decode(value));
    }
  }

  /** Percent-decodes; unlike in web forms, a plus stays a plus. */
  private static String decode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] != '%') {
        bytes.write(raw[i]);
        continue;
      }
      int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
      int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
      if (high < 0 || low < 0 || high + low == 0) {
        throw new IllegalArgumentException(
            "A % in a connection URL must begin a character's two hexadecimal digits (not 00);"
                + " write a % itself as %25.");
      }
      bytes.write(high * 16 + low);
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "The %-encoded bytes in the connection URL are not UTF-8.", e);
    }
  }

  /** Says nothing of the text itself: part of a password may be anywhere in it. */
  private static IllegalArgumentException ambiguous() {
    return new IllegalArgumentException(
        "The host in the connection URL is not understood: expected name:port, an IPv6 address in"
            + " brackets, and characters such as @ : / ? in user or password as %40 %3A %2F %3F.");
  }

  /** Says nothing of the text itself, which may hold a password. */
  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "Not a connection string: expected postgresql://user@host:port/database"
            + " or \"host=… port=… dbname=… user=…\".");
  }
}
