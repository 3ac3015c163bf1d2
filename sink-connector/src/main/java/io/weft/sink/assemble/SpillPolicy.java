package io.weft.sink.assemble;

import java.nio.file.Path;

/**
 * When and where the changes of a large transaction go to disk.
 *
 * @param transactionBytes how much heap one transaction may hold, in bytes
 * @param directory where the files are made
 */
public record SpillPolicy(long transactionBytes, Path directory) {

  public SpillPolicy {
    if (transactionBytes <= 0) {
      throw new IllegalArgumentException("transactionBytes must be positive: " + transactionBytes);
    }
  }
}
