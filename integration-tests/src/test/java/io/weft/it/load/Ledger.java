package io.weft.it.load;

import io.weft.it.env.Database;
import java.util.List;

/**
 * An application's tables, with and without a key, whose rows belong together: at every commit of
 * the source
 *
 * <ul>
 *   <li>an account's balance is the sum of its entries,
 *   <li>the journal, which has no key and holds rows that are alike, has one line for each of them.
 * </ul>
 */
public final class Ledger {

  /** The number of accounts, which does not change. */
  static final int ACCOUNTS = 100;

  private static final String SCHEMA =
      """
      CREATE TABLE account (id int PRIMARY KEY, balance bigint NOT NULL, entries int NOT NULL, notes text);
      ALTER TABLE account ALTER notes SET STORAGE EXTERNAL;
      CREATE TABLE entry (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, account int NOT NULL REFERENCES account,
        amount bigint NOT NULL, what jsonb, at timestamptz NOT NULL DEFAULT clock_timestamp());
      CREATE INDEX ON entry (account);
      CREATE TABLE journal (account int NOT NULL, side text);
      ALTER TABLE journal REPLICA IDENTITY FULL;
      CREATE INDEX ON journal (account);
      """;

  private static final String ACCOUNT_ROWS =
      "INSERT INTO account SELECT i, 0, 0, repeat('note ' || i, 1000) FROM generate_series(1, "
          + ACCOUNTS
          + ") i";

  private static final String VIOLATIONS =
      """
      SELECT format('account %s: balance %s, entries %s, sum %s, count %s, journal %s',
        a.id, a.balance, a.entries, coalesce(e.total, 0), coalesce(e.n, 0), coalesce(j.n, 0))
      FROM account a
      LEFT JOIN (SELECT account, sum(amount) AS total, count(*) AS n FROM entry GROUP BY account) e ON e.account = a.id
      LEFT JOIN (SELECT account, count(*) AS n FROM journal GROUP BY account) j ON j.account = a.id
      WHERE a.balance <> coalesce(e.total, 0) OR a.entries <> coalesce(e.n, 0) OR a.entries <> coalesce(j.n, 0)
      """;

  private Ledger() {}

  /** Makes the tables, empty. */
  public static void createTables(Database database) {
    database.execute(SCHEMA);
  }

  /** Makes the tables, with accounts and some entries. */
  public static void create(Database database) {
    createTables(database);
    database.execute(ACCOUNT_ROWS);
    database.execute(
        """
        INSERT INTO entry (account, amount, what) SELECT 1 + i % 100, i, '{"k": "first"}' FROM generate_series(1, 5000) i;
        INSERT INTO journal SELECT account, 'in' FROM entry;
        UPDATE account a SET balance = (SELECT sum(amount) FROM entry e WHERE e.account = a.id),
          entries = (SELECT count(*) FROM entry e WHERE e.account = a.id);
        """);
  }

  /** What contradicts the rules above, as one statement sees the database; none if all is well. */
  public static List<String> violations(Database database) {
    return database.column(VIOLATIONS);
  }
}
