package io.weft.connectors.value;

import io.debezium.connector.postgresql.PostgresType;
import io.debezium.connector.postgresql.TypeRegistry;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Has Debezium pass values of some types on as the text that the server sent.
 *
 * <p>Debezium parses them in the stream, by the name of their type, before any converter sees them,
 * and loses something: an infinite interval becomes zero, without a trace. Under a name that it
 * does not know it leaves a value alone. It offers no way to say so, hence the reach into its
 * registry.
 */
public final class RawTextTypes {

  /**
   * timestamptz is not damaged: its text is near the form in which it goes on, and to parse and
   * print each value was a fifth of the work of reading the stream.
   */
  private static final Set<Integer> OIDS =
      Stream.of(
              TypeChoice.INTERVAL,
              TypeChoice.POINT,
              TypeChoice.LSEG,
              TypeChoice.PATH,
              TypeChoice.BOX,
              TypeChoice.POLYGON,
              TypeChoice.LINE,
              TypeChoice.CIRCLE,
              TypeChoice.NUMERIC,
              TypeChoice.TIMESTAMPTZ)
          .map(TypeChoice::oid)
          .collect(Collectors.toUnmodifiableSet());

  /** What no type is called that Debezium knows. */
  private static final String SUFFIX = " as text";

  private static final int NO_MODIFIER = -1;

  private RawTextTypes() {}

  static void applyTo(TypeRegistry registry) {
    rename(registry, RawTextTypes.<Integer>types(registry, "oidToType"));
    rename(registry, RawTextTypes.<String>types(registry, "nameToType"));
  }

  /** The name that PostgreSQL has for a type. */
  public static String nameOf(String type) {
    return type.endsWith(SUFFIX) ? type.substring(0, type.length() - SUFFIX.length()) : type;
  }

  private static <K> void rename(TypeRegistry registry, Map<K, PostgresType> types) {
    types.replaceAll((key, type) -> isDamaged(type) ? renamed(registry, type) : type);
  }

  /** Domains over such a type too: they are parsed like it. */
  private static boolean isDamaged(PostgresType type) {
    return OIDS.contains(type.getRootType().getOid());
  }

  private static PostgresType renamed(TypeRegistry registry, PostgresType type) {
    return new PostgresType.Builder(
            registry,
            type.getName() + SUFFIX,
            type.getOid(),
            type.getJdbcId(),
            NO_MODIFIER,
            type.getTypeInfo())
        .build();
  }

  @SuppressWarnings("unchecked")
  private static <K> Map<K, PostgresType> types(TypeRegistry registry, String field) {
    try {
      Field types = TypeRegistry.class.getDeclaredField(field);
      types.setAccessible(true);
      return (Map<K, PostgresType>) types.get(registry);
    } catch (ReflectiveOperationException e) {
      throw new ConnectException(
          "This version of Debezium keeps its types otherwise than Weft expects; use the version that the plugin came with",
          e);
    }
  }
}
