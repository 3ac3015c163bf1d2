package io.weft.sink.encode;

/**
 * Writes the values of one column in the binary format of a PostgreSQL type, without the length
 * that precedes it.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-overview.html">the formats are
 *     those of each type's receive function, src/backend/utils/adt</a>
 */
@FunctionalInterface
interface BinaryForm {

  /**
   * Writes a value, which is not null.
   *
   * @throws EncodeException or any other runtime exception if the value is not what its schema says
   */
  void write(Object value, Bytes out);
}
