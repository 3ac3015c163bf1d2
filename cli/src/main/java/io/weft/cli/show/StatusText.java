package io.weft.cli.show;

import io.weft.cli.run.Phase;
import io.weft.cli.run.PipelineStatus;
import java.util.Locale;

/** A status in words. */
final class StatusText {

  private StatusText() {}

  static String line(PipelineStatus status) {
    if (status.phase() == Phase.RETRYING) {
      return "retrying: " + status.problem().orElse("a database is away");
    }
    String counts =
        "%-9s  %,d rows copied  %,d changes in %,d transactions  %,.0f/s"
            .formatted(
                status.phase().name().toLowerCase(Locale.ROOT),
                status.rowsCopied(),
                status.changes(),
                status.transactions(),
                status.changesPerSecond());
    return status.lagBytes() < 0
        ? counts
        : counts + "  lag " + bytes(status.lagBytes()) + ", " + duration(status.lagMs());
  }

  static String bytes(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = -1;
    while (value >= 1024 && unit < 3) {
      value /= 1024;
      unit++;
    }
    return "%.1f %ciB".formatted(value, "KMGT".charAt(unit));
  }

  static String duration(long ms) {
    if (ms < 1000) {
      return ms + " ms";
    }
    return ms < 120_000 ? "%.1f s".formatted(ms / 1000.0) : "%d min".formatted(ms / 60_000);
  }
}
