package io.weft.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CopiedRowsTest {

  private static final TableName TABLE = new TableName("public", "t");

  @Test
  void onlyWhatCameSinceIsCounted() {
    assertThat(copied(1, 70).since(copied(1, 50), TABLE)).isEqualTo(20);
    assertThat(copied(1, 70).since(CopiedRows.NONE, TABLE)).isEqualTo(70);
  }

  @Test
  void aCopyThatBeganAnewIsCountedFromItsOwnBeginning() {
    assertThat(copied(2, 10).since(copied(1, 50), TABLE)).isEqualTo(10);
  }

  private static CopiedRows copied(long snapshot, long rows) {
    return new CopiedRows(Map.of(TABLE, new CopiedRows.Copied(new Lsn(snapshot), rows)));
  }
}
