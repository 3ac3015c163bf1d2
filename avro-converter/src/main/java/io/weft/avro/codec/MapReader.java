package io.weft.avro.codec;

import java.util.HashMap;
import java.util.Map;

/** Reads the blocks of a map, or of an array of its entries. */
final class MapReader implements ValueReader {

  private final ValueReader first;
  private final ValueReader second;
  private final boolean keyFirst;
  private final int minEntryBytes;

  MapReader(ValueReader key, ValueReader value, int minEntryBytes) {
    this(key, value, true, minEntryBytes);
  }

  private MapReader(ValueReader first, ValueReader second, boolean keyFirst, int minEntryBytes) {
    this.first = first;
    this.second = second;
    this.keyFirst = keyFirst;
    this.minEntryBytes = minEntryBytes;
  }

  /** Of entries whose record may have its two fields in either order. */
  static MapReader ofEntries(
      ValueReader first, ValueReader second, boolean keyFirst, int minEntryBytes) {
    return new MapReader(first, second, keyFirst, minEntryBytes);
  }

  @Override
  public Object read(AvroInput in) {
    Map<Object, Object> map = new HashMap<>();
    for (int count = in.readBlock(minEntryBytes); count > 0; count = in.readBlock(minEntryBytes)) {
      for (int i = 0; i < count; i++) {
        Object one = first.read(in);
        Object other = second.read(in);
        map.put(keyFirst ? one : other, keyFirst ? other : one);
      }
    }
    return map;
  }
}
