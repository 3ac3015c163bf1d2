package io.weft.cli.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be ended, the last first. One that fails is logged and does not keep the others from
 * ending.
 */
final class Closers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Closers.class);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T closeable) {
    open.push(closeable);
    return closeable;
  }

  void addIfPresent(AutoCloseable closeable) {
    if (closeable != null) {
      open.push(closeable);
    }
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      AutoCloseable next = open.pop();
      try {
        next.close();
      } catch (Exception e) {
        LOG.warn("Could not end {}", next.getClass().getSimpleName(), e);
      }
    }
  }
}
