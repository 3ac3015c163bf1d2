package io.weft.avro.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.sun.management.ThreadMXBean;
import io.weft.avro.schema.Mapping;
import io.weft.avro.schema.Mappings;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.util.RandomData;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bytes that nobody wrote. Whatever they are, they are read or refused: soon, and without more
 * memory than their own size asks for.
 */
class FuzzTest {

  private static final int RECORDS = 4_000;
  private static final long MAX_BYTES_ALLOCATED = 16L * 1024 * 1024;
  private static final Duration MAX_TIME = Duration.ofSeconds(2);

  private static final String NODE =
      "{\"type\":\"record\",\"name\":\"Node\",\"fields\":[{\"name\":\"v\",\"type\":\"int\"},"
          + "{\"name\":\"next\",\"type\":[\"null\",\"Node\"]},"
          + "{\"name\":\"all\",\"type\":{\"type\":\"array\",\"items\":\"Node\"}}]}";

  private static final String EMPTY = "{\"type\":\"record\",\"name\":\"Empty\",\"fields\":[]}";

  static Stream<String> schemas() {
    return Stream.of(
        NODE,
        "{\"type\":\"array\",\"items\":" + EMPTY + "}",
        "{\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":" + EMPTY + "}}",
        "{\"type\":\"map\",\"values\":{\"type\":\"map\",\"values\":\"boolean\"}}",
        "[\"null\",\"long\",\"string\",{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\",\"B\"]},"
            + "{\"type\":\"fixed\",\"name\":\"F\",\"size\":3},{\"type\":\"array\",\"items\":\"bytes\"}]",
        "{\"type\":\"record\",\"name\":\"Types\",\"fields\":["
            + "{\"name\":\"i\",\"type\":{\"type\":\"int\",\"connect.type\":\"int8\"}},"
            + "{\"name\":\"d\",\"type\":{\"type\":\"int\",\"logicalType\":\"date\"}},"
            + "{\"name\":\"t\",\"type\":{\"type\":\"int\",\"logicalType\":\"time-millis\"}},"
            + "{\"name\":\"n\",\"type\":{\"type\":\"bytes\",\"logicalType\":\"decimal\","
            + "\"precision\":9,\"scale\":2}},"
            + "{\"name\":\"f\",\"type\":\"float\"},{\"name\":\"s\",\"type\":[\"null\",\"string\"]}]}",
        Mappings.text(null, Mapping.DEFAULT));
  }

  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  /** Null if the bytes were refused. */
  private static SchemaAndValue readBounded(RecordReader reader, byte[] bytes) {
    long allocated = allocatedBytes();
    long start = System.nanoTime();
    try {
      return reader.read(new AvroInput(bytes, 0));
    } catch (DataException e) {
      return null;
    } finally {
      assertThat(allocatedBytes() - allocated).isLessThan(MAX_BYTES_ALLOCATED);
      assertThat(System.nanoTime() - start).isLessThan(MAX_TIME.toNanos());
    }
  }

  private static RecordReader reader(String schema) {
    return RecordReader.compile(Mappings.parse(schema), null, Mapping.DEFAULT);
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void randomBytesAreReadOrRefused(String schema) {
    RecordReader reader = reader(schema);
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < RECORDS; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      attempt(reader, bytes, seed, i);
    }
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void damagedRecordsAreReadOrRefused(String schema) {
    Schema avro = Mappings.parse(schema);
    RecordReader reader = reader(schema);
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Object[] values = new Object[20];
    int count = 0;
    for (Object value : new RandomData(avro, values.length, seed)) {
      values[count++] = value;
    }
    for (int i = 0; i < RECORDS; i++) {
      byte[] bytes = Trip.avroBytes(avro, values[i % values.length]);
      attempt(reader, damaged(bytes, random), seed, i);
    }
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    for (int i = random.nextInt(3); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return random.nextBoolean() ? bytes : Arrays.copyOf(bytes, random.nextInt(2 * bytes.length));
  }

  private static void attempt(RecordReader reader, byte[] bytes, long seed, int number) {
    try {
      readBounded(reader, bytes);
    } catch (Throwable e) {
      throw new AssertionError("seed " + seed + ", record " + number, e);
    }
  }

  static Stream<Arguments> hugeClaims() {
    byte[] tenBytes = {-2, -1, -1, -1, -1, -1, -1, -1, -1, 1};
    byte[] twoGigabytes = {-2, -1, -1, -1, 15};
    return Stream.of(
            "\"string\"",
            "[\"null\",\"bytes\"]",
            "{\"type\":\"array\",\"items\":\"long\"}",
            "{\"type\":\"array\",\"items\":" + EMPTY + "}",
            "{\"type\":\"map\",\"values\":\"string\"}")
        .flatMap(
            schema -> Stream.of(tenBytes, twoGigabytes).map(claim -> Arguments.of(schema, claim)));
  }

  @ParameterizedTest
  @MethodSource("hugeClaims")
  void hugeLengthOrCountAllocatesNothing(String schema, byte[] claim) {
    RecordReader reader = reader(schema);
    byte[] bytes = schema.startsWith("[") ? new byte[claim.length + 1] : new byte[claim.length];
    bytes[0] = 2;
    System.arraycopy(claim, 0, bytes, bytes.length - claim.length, claim.length);
    assertThat(readBounded(reader, bytes)).isNull(); // once, for what the classes allocate
    long before = allocatedBytes();

    assertThat(readBounded(reader, bytes)).isNull();

    assertThat(allocatedBytes() - before).isLessThan(64 * 1024);
  }

  /** Ten million empty records take a handful of bytes, again and again. */
  @Test
  void emptyElementsAreBoundedForAWholeRecord() {
    RecordReader reader =
        reader("{\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":" + EMPTY + "}}");
    byte[] inner = {(byte) 0xA0, (byte) 0x9C, 1, 0}; // 10,000 elements, and the end
    byte[] bytes = new byte[3 + 1000 * inner.length];
    bytes[0] = (byte) 0xD0; // 1,000 elements
    bytes[1] = 0x0F;
    for (int i = 0; i < 1000; i++) {
      System.arraycopy(inner, 0, bytes, 2 + i * inner.length, inner.length);
    }

    assertThat(readBounded(reader, bytes)).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 500_000})
  void depthIsBounded(int depth) {
    RecordReader reader = reader(NODE);
    byte[] bytes = new byte[2 * depth];
    for (int i = 1; i < bytes.length; i += 2) {
      bytes[i] = 2;
    }

    assertThatThrownBy(() -> reader.read(new AvroInput(bytes, 0)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(depth < AvroOutput.MAX_DEPTH ? "ends too early" : "within itself");
    long before = allocatedBytes();
    assertThat(readBounded(reader, bytes)).isNull();
    assertThat(allocatedBytes() - before).isLessThan(2 * 1024 * 1024);
  }

  /** Keys of bytes which all have one hash: each of their pairs is one of two of the same. */
  private static byte[] collidingKeys(int count) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    AvroOutput out = new AvroOutput();
    out.writeLong(count);
    bytes.writeBytes(out.toByteArray());
    for (int i = 0; i < count; i++) {
      bytes.write(2 * 32);
      for (int bit = 0; bit < 16; bit++) {
        bytes.writeBytes((i >> bit & 1) == 0 ? new byte[] {'a', 'A'} : new byte[] {'B', 'B'});
      }
      bytes.write(1);
    }
    bytes.write(0);
    return bytes.toByteArray();
  }

  @Test
  void keysOfOneHashAreReadSoon() {
    RecordReader reader =
        reader(
            "{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"MapEntry\",\"namespace\":"
                + "\"io.confluent.connect.avro\",\"fields\":[{\"name\":\"key\",\"type\":\"bytes\"},"
                + "{\"name\":\"value\",\"type\":\"boolean\"}]}}");
    int keys = 1 << 16;

    SchemaAndValue read =
        assertTimeout(MAX_TIME, () -> reader.read(new AvroInput(collidingKeys(keys), 0)));

    Map<?, ?> map = (Map<?, ?>) read.value();
    assertThat(map).hasSize(keys);
    assertThat(map.keySet().stream().map(Object::hashCode).distinct()).hasSize(1);
  }

  @Test
  void bytesThatAreLeftOverAreRefused() {
    RecordReader reader = reader("\"int\"");

    assertThat(reader.read(new AvroInput(new byte[] {2}, 0)).value()).isEqualTo(1);
    assertThatThrownBy(() -> reader.read(new AvroInput(new byte[] {2, 0}, 0)))
        .isInstanceOf(ValueException.class)
        .hasMessageContaining("1 bytes are left over");
  }
}
