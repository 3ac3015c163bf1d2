package io.weft.sink.copy;

import io.weft.postgres.CopyPortion;
import io.weft.postgres.Lsn;
import java.util.List;

/**
 * What a transaction adds to a table's copy.
 *
 * @param copyLsn which copy
 * @param rows written
 * @param bytes written
 * @param chunksEnded chunks whose last record was written
 * @param recordsMissing records that those chunks have, less the records written: over a whole copy
 *     it adds up to zero, unless records were lost
 */
record TableProgress(Lsn copyLsn, long rows, long bytes, int chunksEnded, long recordsMissing) {

  /** What records of one copy add. */
  static TableProgress of(List<CopyRecord> records) {
    long rows = 0;
    long bytes = 0;
    int ended = 0;
    long missing = 0;
    for (CopyRecord record : records) {
      CopyPortion portion = record.portion();
      rows += portion.rows();
      bytes += record.data().length;
      missing--;
      if (portion.isLast()) {
        ended++;
        missing += portion.sequence() + 1;
      }
    }
    return new TableProgress(records.get(0).portion().copyLsn(), rows, bytes, ended, missing);
  }
}
