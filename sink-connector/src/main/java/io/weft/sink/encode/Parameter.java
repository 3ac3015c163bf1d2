package io.weft.sink.encode;

import java.util.Arrays;
import java.util.List;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/**
 * A parameter of a statement, in PostgreSQL's binary format already, as the driver takes it. A
 * connection has to allow the driver to send {@link #oids} in binary ({@code
 * binaryTransferEnable}).
 */
public final class Parameter extends PGobject implements PGBinaryObject {

  private final transient Bytes bytes;

  Parameter(String type, Bytes bytes) {
    setType(type);
    this.bytes = bytes;
  }

  /** The numbers of all types that parameters may have, the same on every server. */
  public static List<Integer> oids() {
    return Arrays.stream(BinaryType.values()).map(BinaryType::arrayOid).toList();
  }

  @Override
  public int lengthInBytes() {
    return bytes.length();
  }

  @Override
  public void toBytes(byte[] target, int offset) {
    System.arraycopy(bytes.array(), 0, target, offset, bytes.length());
  }

  @Override
  public void setByteValue(byte[] value, int offset) {
    throw new IllegalStateException("parameters are only sent");
  }

  /** The driver asks for it only if it may not send binary. */
  @Override
  public String getValue() {
    throw new IllegalStateException("type " + getType() + " has to be sent in binary");
  }

  @Override
  @SuppressWarnings("EqualsUsingHashCode")
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public Object clone() throws CloneNotSupportedException {
    throw new CloneNotSupportedException("parameters are sent once");
  }
}
