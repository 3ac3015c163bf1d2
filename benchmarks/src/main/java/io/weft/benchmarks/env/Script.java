package io.weft.benchmarks.env;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The SQL under {@code benchmarks/workloads}, which the build puts on the class path. */
public final class Script {

  private Script() {}

  /** Reads a file such as {@code iot/schema.sql}. */
  public static String read(String name) {
    try (InputStream in = Script.class.getResourceAsStream("/workloads/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not read " + name, e);
    }
  }
}
