package io.weft.avro.codec;

import java.util.ArrayList;
import java.util.List;

/** Reads the blocks of an array. */
final class ArrayReader implements ValueReader {

  private final ValueReader element;
  private final int minElementBytes;

  ArrayReader(ValueReader element, int minElementBytes) {
    this.element = element;
    this.minElementBytes = minElementBytes;
  }

  @Override
  public Object read(AvroInput in) {
    List<Object> elements = new ArrayList<>();
    for (int count = in.readBlock(minElementBytes);
        count > 0;
        count = in.readBlock(minElementBytes)) {
      for (int i = 0; i < count; i++) {
        elements.add(element.read(in));
      }
    }
    return elements;
  }
}
