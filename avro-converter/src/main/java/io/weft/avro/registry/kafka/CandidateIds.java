package io.weft.avro.registry.kafka;

/** Proposes ids for schemas. */
@FunctionalInterface
interface CandidateIds {

  /**
   * The id that a schema should have; the same for the same arguments, everywhere and always.
   *
   * @param attempt from 0, one more for each candidate that another schema has already
   * @return at least 1
   */
  int candidate(String text, int attempt);
}
