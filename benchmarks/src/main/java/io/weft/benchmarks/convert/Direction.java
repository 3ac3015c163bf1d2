package io.weft.benchmarks.convert;

/** The two ways through a converter; each is a method of {@link ConversionBenchmark}. */
public enum Direction {
  /** From a struct to bytes. */
  WRITE("fromConnectData"),
  /** From bytes to a struct. */
  READ("toConnectData");

  private final String method;

  Direction(String method) {
    this.method = method;
  }

  /** The method's name, and the direction's name in the results. */
  public String method() {
    return method;
  }
}
