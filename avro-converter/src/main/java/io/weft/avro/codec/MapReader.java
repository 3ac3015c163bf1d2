package io.weft.avro.codec;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/** Reads the blocks of a map, or of an array of its entries. */
final class MapReader implements ValueReader {

  private final ValueReader first;
  private final ValueReader second;
  private final boolean keyFirst;
  private final int minEntryBytes;
  private final boolean ordered;

  private MapReader(
      ValueReader first, ValueReader second, boolean keyFirst, int minEntryBytes, boolean ordered) {
    this.first = first;
    this.second = second;
    this.keyFirst = keyFirst;
    this.minEntryBytes = minEntryBytes;
    this.ordered = ordered;
  }

  /** Of a map, whose keys are texts. */
  static MapReader ofMap(ValueReader value, int minEntryBytes) {
    return new MapReader(AvroInput::readString, value, true, minEntryBytes, true);
  }

  /**
   * Of entries, whose record may have its two fields in either order.
   *
   * @param key what the keys are; null for values without a schema
   */
  static MapReader ofEntries(Entry entry, int minEntryBytes, Schema key) {
    return new MapReader(
        entry.first, entry.second, entry.keyFirst, minEntryBytes, KeyOrder.isNaturalTo(key));
  }

  /** The readers of an entry's fields. */
  record Entry(ValueReader first, ValueReader second, boolean keyFirst) {}

  @Override
  public Object read(AvroInput in) {
    Map<Object, Object> map = ordered ? new HashMap<>() : KeyOrder.newMap();
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
