package io.weft.cli.run;

/**
 * Tells from the sink's counts whether it is trying again: from a retry until something is
 * committed, however long it pauses in between. Not thread-safe.
 */
final class Retries {

  private long retries;
  private long commitsBefore;
  private boolean underWay;

  /**
   * Takes a look.
   *
   * @return whether the sink has yet to succeed since its last retry
   */
  boolean areUnderWay(long retriesNow, long commitsNow) {
    if (retriesNow > retries) {
      underWay = true;
      commitsBefore = commitsNow;
    } else if (retriesNow < retries || commitsNow != commitsBefore) {
      underWay = false; // another task counts from zero
    }
    retries = retriesNow;
    return underWay;
  }
}
