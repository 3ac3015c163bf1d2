package io.weft.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables that a pipeline carries, as they were settled at its beginning: under which names, and
 * which tables these are, whatever they are called later.
 *
 * @param tables each table's identity by the name under which it travels
 * @param passedOver tables that were published, too, but not carried: what was written to them is
 *     behind the pipeline
 */
public record SettledTables(NavigableMap<TableName, Identity> tables, Set<Identity> passedOver) {

  /** Not a quoted name, as the others are. */
  private static final String PASSED_OVER = "passed over";

  private static final String PUBLISHED =
      """
      select n.nspname, c.relname, c.oid::int8, r.oid::int8
        from pg_publication p
        join pg_publication_rel r on r.prpubid = p.oid
        join pg_class c on c.oid = r.prrelid
        join pg_namespace n on n.oid = c.relnamespace
       where p.pubname = ?""";

  private static final String NOW =
      """
      select s.schema, s.name, n.nspname, c.relname, r.oid::int8,
             exists (select from pg_class o join pg_namespace m on m.oid = o.relnamespace
                      where m.nspname = s.schema and o.relname = s.name and o.oid <> s.oid::oid),
             (select min(a.relid::text) from pg_partition_ancestors(c.oid) a
                join pg_publication_rel ar on ar.prrelid = a.relid and ar.prpubid = r.prpubid
               where a.relid <> c.oid)
        from unnest(?::text[], ?::text[], ?::int8[]) s(schema, name, oid)
        left join pg_class c on c.oid = s.oid::oid
        left join pg_namespace n on n.oid = c.relnamespace
        left join pg_publication_rel r on r.prrelid = c.oid
              and r.prpubid = (select p.oid from pg_publication p where p.pubname = ?)""";

  public SettledTables {
    tables = Collections.unmodifiableNavigableMap(new TreeMap<>(tables));
    passedOver = Set.copyOf(passedOver);
  }

  /**
   * What a table keeps for as long as it is the same one and nothing of it went unpublished.
   *
   * @param table its id in the catalog
   * @param membership the id of its entry in the publication, which is another one when the table
   *     was taken out and put in again
   */
  public record Identity(long table, long membership) {

    @Override
    public String toString() {
      return table + "/" + membership;
    }

    /** Reads what {@link #toString()} made. */
    public static Identity parse(String text) {
      int slash = text.indexOf('/');
      return new Identity(
          Long.parseLong(text.substring(0, slash)), Long.parseLong(text.substring(slash + 1)));
    }
  }

  /** Reads those of the named tables that a publication names; the others there are passed over. */
  public static SettledTables read(
      Connection source, String publication, Collection<TableName> names) throws SQLException {
    NavigableMap<TableName, Identity> published = published(source, publication);
    NavigableMap<TableName, Identity> tables = new TreeMap<>(published);
    tables.keySet().retainAll(names);
    published.keySet().removeAll(names);
    return new SettledTables(tables, Set.copyOf(published.values()));
  }

  private static NavigableMap<TableName, Identity> published(Connection source, String publication)
      throws SQLException {
    NavigableMap<TableName, Identity> tables = new TreeMap<>();
    try (PreparedStatement statement = source.prepareStatement(PUBLISHED)) {
      statement.setString(1, publication);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          tables.put(
              new TableName(rows.getString(1), rows.getString(2)),
              new Identity(rows.getLong(3), rows.getLong(4)));
        }
      }
    }
    return tables;
  }

  /** Reads what {@link #toTexts} made. */
  public static SettledTables of(Map<String, ?> texts) {
    NavigableMap<TableName, Identity> tables = new TreeMap<>();
    Set<Identity> passedOver = new HashSet<>();
    texts.forEach(
        (name, identity) -> {
          if (!name.equals(PASSED_OVER)) {
            tables.put(TableName.ofQuoted(name), Identity.parse(identity.toString()));
          } else if (!identity.toString().isEmpty()) {
            Arrays.stream(identity.toString().split(","))
                .map(Identity::parse)
                .forEach(passedOver::add);
          }
        });
    return new SettledTables(tables, passedOver);
  }

  /** A form to be stored: quoted names, and texts of identities. */
  public Map<String, String> toTexts() {
    Map<String, String> texts = new HashMap<>();
    tables.forEach((name, identity) -> texts.put(name.quoted(), identity.toString()));
    texts.put(
        PASSED_OVER,
        passedOver.stream().map(Identity::toString).sorted().collect(Collectors.joining(",")));
    return texts;
  }

  /** The name under which each travels, by its id in the catalog. */
  public Map<Long, TableName> byId() {
    return tables.entrySet().stream()
        .collect(Collectors.toMap(entry -> entry.getValue().table(), Map.Entry::getKey));
  }

  /** Those among them whose names are as asked for. */
  public SettledTables only(Predicate<TableName> isWanted) {
    NavigableMap<TableName, Identity> wanted = new TreeMap<>(tables);
    wanted.keySet().removeIf(isWanted.negate());
    Set<Identity> others = new HashSet<>(tables.values());
    others.removeAll(wanted.values());
    others.addAll(passedOver);
    return new SettledTables(wanted, others);
  }

  /**
   * The same, and those that were published since.
   *
   * @param now what is published now
   */
  public SettledTables joinedBy(SettledTables now) {
    NavigableMap<TableName, Identity> joined = new TreeMap<>(tables);
    Set<Identity> others = new HashSet<>(passedOver);
    now.tables.forEach(
        (name, identity) -> {
          if (!passedOver.contains(identity)) {
            joined.putIfAbsent(name, identity);
          }
        });
    others.addAll(now.passedOver);
    others.removeAll(joined.values());
    return new SettledTables(joined, others);
  }

  /** The carried table of that id in the catalog, or the one that is passed over. */
  public Optional<Identity> of(long table) {
    return Stream.concat(tables.values().stream(), passedOver.stream())
        .filter(identity -> identity.table() == table)
        .findFirst();
  }

  /**
   * What has become of the tables that are not what they were.
   *
   * @return a sentence or two for each of them, with the next step; empty if all are as settled
   */
  public List<String> faults(Connection source, String publication) throws SQLException {
    List<String> faults = new ArrayList<>();
    try (PreparedStatement statement = source.prepareStatement(NOW)) {
      statement.setArray(1, texts(source, TableName::schema));
      statement.setArray(2, texts(source, TableName::table));
      statement.setArray(
          3,
          source.createArrayOf(
              "int8", tables.values().stream().map(Identity::table).toArray(Long[]::new)));
      statement.setString(4, publication);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          TableName name = new TableName(rows.getString(1), rows.getString(2));
          fault(name, rows, publication).ifPresent(faults::add);
        }
      }
    }
    return faults;
  }

  private Array texts(Connection source, Function<TableName, String> part) throws SQLException {
    return source.createArrayOf("text", tables.keySet().stream().map(part).toArray(String[]::new));
  }

  private Optional<String> fault(TableName name, ResultSet row, String publication)
      throws SQLException {
    boolean isNameTaken = row.getBoolean(6);
    if (row.getString(4) == null) {
      return lost(name, isNameTaken ? "was dropped and made anew" : "was dropped");
    }
    TableName now = new TableName(row.getString(3), row.getString(4));
    if (!now.equals(name)) {
      return Optional.of(renamed(name, now, isNameTaken));
    }
    long membership = row.getLong(5);
    if (row.wasNull()) {
      return lost(name, "was taken out of publication " + publication);
    }
    if (membership != tables.get(name).membership()) {
      return lost(name, "was taken out of publication " + publication + " and put in again");
    }
    return Optional.ofNullable(row.getString(7))
        .map(
            root ->
                "Table %s of the source is a partition of %s, as whose rows its changes are published by %s. Begin a new pipeline, with the one of them or the other"
                    .formatted(name, root, publication));
  }

  private static Optional<String> lost(TableName name, String what) {
    return Optional.of(
        "Table %s of the source %s since this pipeline began: what was written to it meanwhile cannot be read. Begin a new pipeline, with a copy of its own"
            .formatted(name, what));
  }

  private static String renamed(TableName name, TableName now, boolean isNameTaken) {
    List<String> steps = new ArrayList<>();
    TableName moved = new TableName(name.schema(), now.table());
    if (!now.schema().equals(name.schema())) {
      steps.add(
          "ALTER TABLE %s SET SCHEMA %s".formatted(now.quoted(), Identifiers.quote(name.schema())));
    }
    if (!now.table().equals(name.table())) {
      steps.add(
          "ALTER TABLE %s RENAME TO %s".formatted(moved.quoted(), Identifiers.quote(name.table())));
    }
    return "Table %s of the source is %s now%s. Nothing is lost yet: %srun %s, and start again; or begin a new pipeline, with a copy of its own"
        .formatted(
            name,
            now,
            isNameTaken ? ", and another table has its name" : "",
            isNameTaken ? "rename the other one, " : "",
            String.join("; ", steps));
  }
}
