package io.weft.avro;

import io.weft.avro.codec.AvroInput;
import io.weft.avro.codec.AvroOutput;
import java.nio.ByteBuffer;
import org.apache.kafka.connect.errors.DataException;

/**
 * What stands before Avro's bytes: a zero, and the id of the schema, most significant byte first.
 *
 * @see <a
 *     href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format">Confluent's
 *     wire format</a>
 */
final class WireFormat {

  static final byte MAGIC = 0;
  static final int PREFIX_BYTES = 1 + Integer.BYTES;

  private WireFormat() {}

  static void begin(AvroOutput out, int id) {
    out.writeByte(MAGIC);
    out.writeBigEndianInt(id);
  }

  /** The id of a record's schema. */
  static int schemaId(byte[] record) {
    if (record.length < PREFIX_BYTES || record[0] != MAGIC) {
      throw new DataException(
          "it does not begin with a zero and a schema's id, as Confluent's wire format does"
              + (record.length == 0 ? " (it is empty)" : " (it begins with " + record[0] + ")")
              + ". Was it written with another converter?");
    }
    return ByteBuffer.wrap(record).getInt(1);
  }

  static AvroInput payload(byte[] record) {
    return new AvroInput(record, PREFIX_BYTES);
  }
}
