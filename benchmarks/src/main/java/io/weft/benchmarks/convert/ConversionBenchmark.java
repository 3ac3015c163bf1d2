package io.weft.benchmarks.convert;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.storage.Converter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One thread converts one value after the other, as a Connect task does. JMH extends the class. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ConversionBenchmark {

  static final String REGISTRY_URL = "weft.benchmarks.registry.url";

  /** Whose changes are converted. */
  @Param public Table table;

  /** What converts them. */
  @Param public Contestant contestant;

  private final Headers headers = new RecordHeaders();
  private Converter converter;
  private Changes changes;
  private Struct[] values;
  private byte[][] written;
  private int next;

  /** Converts everything once, so that each schema is known before the clock runs. */
  @Setup(Level.Trial)
  public void open() {
    changes = Changes.of(table);
    converter = contestant.open(System.getProperty(REGISTRY_URL));
    values = changes.envelopes().toArray(Struct[]::new);
    written = new byte[values.length][];
    for (int i = 0; i < values.length; i++) {
      written[i] = write(values[i]);
      read(written[i]);
    }
  }

  /** Ends what the converter has started. */
  @TearDown(Level.Trial)
  public void close() throws IOException {
    converter.close();
  }

  /** What a source's worker does to a change. */
  @Benchmark
  public byte[] fromConnectData() {
    return write(values[number()]);
  }

  /** What a sink's worker does to a record. */
  @Benchmark
  public SchemaAndValue toConnectData() {
    return read(written[number()]);
  }

  private int number() {
    next = next + 1 == values.length ? 0 : next + 1;
    return next;
  }

  private byte[] write(Struct value) {
    return converter.fromConnectData(changes.topic(), headers, changes.schema(), value);
  }

  private SchemaAndValue read(byte[] bytes) {
    return converter.toConnectData(changes.topic(), headers, bytes);
  }
}
