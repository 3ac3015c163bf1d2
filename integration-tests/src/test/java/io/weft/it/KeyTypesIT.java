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
    }
    for (int i = 0; i < keys.size(); i++) {
      source.executeEach(keys.get(i).rows("k" + i));
    }
    try (TestPipeline pipeline = TestPipeline.of(SharedCluster.get(), source)) {
      pipeline.startSource();
      TestSink sink = pipeline.startSink(target);
      sink.awaitCopied();
      for (int i = 0; i < keys.size(); i++) {
        source.executeEach(keys.get(i).changes("k" + i));
      }
      sink.awaitCaughtUp();
    }
    Tables.assertIdentical(source, target);
    target.drop(Server.shared());
    source.drop(Server.shared());
  }
}
