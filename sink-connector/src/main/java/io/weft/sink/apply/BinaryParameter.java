package io.weft.sink.apply;

import io.weft.sink.encode.Parameter;
import java.util.Objects;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/** Hands bytes that are in PostgreSQL's binary format already to the driver. */
final class BinaryParameter extends PGobject implements PGBinaryObject {

  private final transient Parameter parameter;

  BinaryParameter(Parameter parameter) {
    this.parameter = parameter;
    setType(parameter.type());
  }

  @Override
  public int lengthInBytes() {
    return parameter.bytes().length();
  }

  @Override
  public void toBytes(byte[] bytes, int offset) {
    System.arraycopy(parameter.bytes().array(), 0, bytes, offset, parameter.bytes().length());
  }

  @Override
  public void setByteValue(byte[] value, int offset) {
    throw new IllegalStateException("parameters are only sent");
  }

  /** The driver asks for it only if it may not send binary, which a session makes sure of. */
  @Override
  public String getValue() {
    throw new IllegalStateException("type " + getType() + " has to be sent in binary");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BinaryParameter that && parameter == that.parameter;
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(parameter);
  }

  @Override
  public Object clone() throws CloneNotSupportedException {
    throw new CloneNotSupportedException("parameters are sent once");
  }
}
