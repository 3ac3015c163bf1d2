package io.weft.connectors.value;

import io.weft.postgres.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Examines the columns of a source before anything starts: how the values of each will travel. */
public final class ColumnVerdicts {

  /** Of each column the type under its domains, and all types that its type is made of. */
  private static final String COLUMNS =
      """
      with recursive columns as (
        select a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod
          from pg_catalog.pg_attribute a
         where a.attrelid = any (?::int8[]::oid[])
           and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''),
      roots as (
        select distinct atttypid as type, atttypid as root from columns
        union all
        select r.type, t.typbasetype from roots r join pg_catalog.pg_type t on t.oid = r.root
         where t.typtype = 'd'),
      parts as (
        select distinct atttypid as type, atttypid as part from columns
        union
        select p.type, inner_type.oid from parts p join pg_catalog.pg_type t on t.oid = p.part
          cross join lateral (
            select t.typbasetype as oid where t.typtype = 'd'
            union all select t.typelem where t.typcategory = 'A'
            union all select a.atttypid from pg_catalog.pg_attribute a
                       where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped
            union all select g.rngsubtype from pg_catalog.pg_range g
                       where t.oid in (g.rngtypid, g.rngmultitypid)) inner_type)
      select n.nspname, c.relname, k.attname,
             pg_catalog.format_type(k.atttypid, k.atttypmod),
             (select r.root::int8 from roots r join pg_catalog.pg_type t on t.oid = r.root
               where r.type = k.atttypid and t.typtype <> 'd'),
             array(select p.part::int8 from parts p where p.type = k.atttypid order by 1)
        from columns k
        join pg_catalog.pg_class c on c.oid = k.attrelid
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       order by n.nspname, c.relname, k.attnum""";

  private static final String OIDS =
      """
      select c.oid::int8 from unnest(?::text[], ?::text[]) t(schema_name, table_name)
        join pg_catalog.pg_namespace n on n.nspname = t.schema_name
        join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = t.table_name""";

  private ColumnVerdicts() {}

  /** The same of tables by their names; those that are not there have no columns. */
  public static List<ColumnVerdict> examineNamed(Connection source, Collection<TableName> tables)
      throws SQLException {
    List<Long> oids = new ArrayList<>();
    try (PreparedStatement statement = source.prepareStatement(OIDS)) {
      statement.setArray(
          1, source.createArrayOf("text", tables.stream().map(TableName::schema).toArray()));
      statement.setArray(
          2, source.createArrayOf("text", tables.stream().map(TableName::table).toArray()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          oids.add(row.getLong(1));
        }
      }
    }
    return examine(source, oids);
  }

  /**
   * The verdicts on the columns of tables, in order; generated columns do not travel and have none.
   *
   * @param tables by their ids
   */
  public static List<ColumnVerdict> examine(Connection source, Collection<Long> tables)
      throws SQLException {
    List<ColumnVerdict> verdicts = new ArrayList<>();
    try (PreparedStatement statement = source.prepareStatement(COLUMNS)) {
      statement.setArray(1, source.createArrayOf("int8", tables.toArray()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          verdicts.add(
              verdict(
                  new TableName(row.getString(1), row.getString(2)),
                  row.getString(3),
                  row.getString(4),
                  (int) row.getLong(5),
                  Arrays.asList((Long[]) row.getArray(6).getArray())));
        }
      }
    }
    return verdicts;
  }

  private static ColumnVerdict verdict(
      TableName table, String column, String type, int root, List<Long> parts) {
    Optional<TypeChoice> refused =
        parts.stream()
            .flatMap(part -> TypeChoice.of(part.intValue()).stream())
            .filter(choice -> choice.verdict() == Verdict.REFUSED)
            .findFirst();
    if (refused.isPresent()) {
      return new ColumnVerdict(table, column, type, Verdict.REFUSED, refused.get().reason());
    }
    return TypeChoice.of(root)
        .map(choice -> new ColumnVerdict(table, column, type, choice.verdict(), choice.reason()))
        .orElseGet(() -> new ColumnVerdict(table, column, type, Verdict.AS_TEXT, ""));
  }
}
