package io.weft.sink.encode;

import java.util.Arrays;
import java.util.List;

/** A parameter of a statement, in PostgreSQL's binary format. */
public final class Parameter {

  private final String type;
  private final Bytes bytes;

  Parameter(String type, Bytes bytes) {
    this.type = type;
    this.bytes = bytes;
  }

  /** The numbers of all types that parameters may have, the same on every server. */
  public static List<Integer> oids() {
    return Arrays.stream(BinaryType.values()).map(BinaryType::arrayOid).toList();
  }

  /** Its type as a statement names it, such as {@code int8[]}. */
  public String type() {
    return type;
  }

  /** What is sent. */
  public Bytes bytes() {
    return bytes;
  }
}
