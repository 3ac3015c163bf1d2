package io.weft.avro.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/** Values of Connect's four logical types, as Java objects and as Avro's primitives. */
@SuppressWarnings("JavaUtilDate") // is what Connect's types are made of
public final class LogicalValues {

  private static final long MILLIS_PER_DAY = 86_400_000;

  private LogicalValues() {}

  /** The primitive for a value; the value itself if its schema is not a logical type. */
  static Object toAvro(Schema schema, Object value) {
    if (schema.name() == null) {
      return value;
    }
    return switch (schema.name()) {
      case Decimal.LOGICAL_NAME -> unscaled((BigDecimal) value, Kinds.scale(schema));
      case Date.LOGICAL_NAME -> days((java.util.Date) value);
      case Time.LOGICAL_NAME -> millisOfDay((java.util.Date) value);
      case Timestamp.LOGICAL_NAME -> millis((java.util.Date) value);
      default -> value;
    };
  }

  /** Two's complement, most significant byte first. */
  public static byte[] unscaled(BigDecimal value, int scale) {
    if (value.scale() != scale) {
      throw new DataException(
          "A Decimal has the scale " + value.scale() + ", its schema says " + scale + ".");
    }
    return value.unscaledValue().toByteArray();
  }

  public static BigDecimal decimal(byte[] unscaled, int scale) {
    if (unscaled.length == 0) {
      throw new DataException("A Decimal has no bytes.");
    }
    return new BigDecimal(new BigInteger(unscaled), scale);
  }

  /** Days since 1970-01-01. */
  public static int days(java.util.Date date) {
    long millis = date.getTime();
    if (Math.floorMod(millis, MILLIS_PER_DAY) != 0) {
      throw new DataException("A value of Connect's type Date has a time of day.");
    }
    long days = millis / MILLIS_PER_DAY;
    if (days != (int) days) {
      throw new DataException("A value of Connect's type Date is too far from 1970.");
    }
    return (int) days;
  }

  public static java.util.Date date(int days) {
    return new java.util.Date(days * MILLIS_PER_DAY);
  }

  /** Milliseconds since 1970-01-01T00:00Z. */
  public static long millis(java.util.Date timestamp) {
    return timestamp.getTime();
  }

  public static java.util.Date timestamp(long millis) {
    return new java.util.Date(millis);
  }

  /** Milliseconds since midnight. */
  public static int millisOfDay(java.util.Date time) {
    long millis = time.getTime();
    if (millis < 0 || millis > MILLIS_PER_DAY) {
      throw new DataException("A value of Connect's type Time is not within one day.");
    }
    return (int) millis;
  }

  public static java.util.Date time(int millis) {
    if (millis < 0 || millis > MILLIS_PER_DAY) {
      throw new DataException("A value of Connect's type Time is not within one day.");
    }
    return new java.util.Date(millis);
  }
}
