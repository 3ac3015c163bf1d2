package io.weft.cli.demo.fleet;

import java.time.Duration;

/**
 * How large the fleet is.
 *
 * @param devices devices, each at a site
 * @param readings readings before anyone writes
 * @param writers connections that write; each owns every n-th site, so that they never wait for
 *     each other
 */
public record FleetSize(int devices, long readings, int writers) {

  /** Sites, whatever the size. */
  static final int SITES = 40;

  private static final Duration PAST = Duration.ofDays(7);

  public FleetSize {
    if (devices < SITES * FleetTransaction.READINGS) {
      throw new IllegalArgumentException(
          "A fleet needs at least " + SITES * FleetTransaction.READINGS + " devices");
    }
    if (readings < 0) {
      throw new IllegalArgumentException("Readings cannot be fewer than none");
    }
    if (writers < 1 || SITES % writers != 0) {
      throw new IllegalArgumentException("Writers must divide the " + SITES + " sites evenly");
    }
  }

  int devicesPerSite() {
    return devices / SITES;
  }

  /** Between two of a device's first readings, which go seven days back. */
  long stepSeconds() {
    long perDevice = readings / devices + 1;
    return Math.max(1, PAST.toSeconds() / perDevice);
  }

  /** Seconds between the first of all readings and the start. */
  static long pastSeconds() {
    return PAST.toSeconds();
  }
}
