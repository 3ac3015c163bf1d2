package io.weft.it;

import io.weft.it.env.Database;
import io.weft.it.env.Server;
import io.weft.it.env.SharedCluster;
import io.weft.it.pipeline.Tables;
import io.weft.it.pipeline.TestPipeline;
import io.weft.it.pipeline.TestSink;
import io.weft.it.types.KeyRow;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows are found by keys of every type, also when two that are equal print otherwise. */
class KeyTypesIT {

  /** A key of five columns of unusual types, one of them in another collation. */
  private static final String FIVE =
      """
      CREATE TABLE five_columns (
        n numeric, t text COLLATE "C", z timestamptz, c citext, m mood, v int, large text,
        PRIMARY KEY (z, n, m, t, c));
      ALTER TABLE five_columns ALTER large SET STORAGE EXTERNAL;
      """;

  private static final List<String> FIVE_ROWS =
      List.of(
          """
          INSERT INTO five_columns
          SELECT n, t, z, c, m, 0, repeat('x', 5000)
            FROM unnest('{1.0,NaN}'::numeric[]) n, unnest('{a,A}'::text[]) t,
                 unnest('{infinity,"2024-01-01 00:00:00.000001+00"}'::timestamptz[]) z,
                 unnest('{x,y}'::citext[]) c, unnest('{sad,"a,b"}'::mood[]) m""");

  private static final List<String> FIVE_CHANGES =
      List.of(
          "UPDATE five_columns SET v = 1 WHERE c = 'X'",
          "UPDATE five_columns SET n = 1.00, c = 'X' WHERE n = 1 AND c = 'x' AND t = 'a'",
          "UPDATE five_columns SET v = 2",
          "DELETE FROM five_columns WHERE m = 'sad' AND t = 'A'",
          "INSERT INTO five_columns SELECT n + 1, t, z, c, m, 3, large FROM five_columns WHERE n = 1",
          "UPDATE five_columns SET z = '-infinity' WHERE z = 'infinity' AND n < 2");

  @Test
  void keysOfUnusualTypesFindTheirRows() {
    Database source = Server.shared().createDatabase("keys_source");
    Database target = Server.shared().createDatabase("keys_target");
    List<KeyRow> keys = new ArrayList<>(KeyRow.all());
    boolean hasIcu =
        source.number("SELECT count(*) FROM pg_collation WHERE collprovider = 'i'") > 0;
    if (hasIcu) {
      keys.add(KeyRow.ANY_CASE);
    } else {
      System.err.println("SKIPPED: keys of text in any case, since this server lacks ICU");
    }
    for (Database database : List.of(source, target)) {
      database.execute("CREATE EXTENSION citext; " + KeyRow.OWN_TYPES);
      if (hasIcu) {
        database.execute(KeyRow.ANY_CASE_COLLATION);
      }
      for (int i = 0; i < keys.size(); i++) {
        database.execute(keys.get(i).definition("k" + i));
      }
      database.execute(FIVE);
    }
    for (int i = 0; i < keys.size(); i++) {
      source.executeEach(keys.get(i).rows("k" + i));
    }
    source.executeEach(FIVE_ROWS);
    try (TestPipeline pipeline = TestPipeline.of(SharedCluster.get(), source)) {
      pipeline.startSource();
      TestSink sink = pipeline.startSink(target);
      sink.awaitCopied();
      for (int i = 0; i < keys.size(); i++) {
        source.executeEach(keys.get(i).changes("k" + i));
      }
      source.executeEach(FIVE_CHANGES);
      sink.awaitCaughtUp();
    }
    Tables.assertIdentical(source, target);
    target.drop(Server.shared());
    source.drop(Server.shared());
  }
}
