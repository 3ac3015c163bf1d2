package io.weft.cli.demo;

import io.weft.cli.demo.view.Progress;
import io.weft.cli.demo.view.Screen;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the progress again and again, on a thread of its own. */
final class Display implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Display.class);
  private static final long INTERVAL_MS = 200;

  private final Screen screen;
  private final ScheduledExecutorService painter =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "weft-demo-display");
            thread.setDaemon(true);
            return thread;
          });

  Display(Screen screen, Supplier<Progress> progress) {
    this.screen = screen;
    var unused =
        painter.scheduleWithFixedDelay(
            () -> paint(progress), 0, INTERVAL_MS, TimeUnit.MILLISECONDS);
  }

  private void paint(Supplier<Progress> progress) {
    try {
      screen.show(progress.get());
    } catch (RuntimeException e) {
      LOG.warn("Could not show the progress", e);
    }
  }

  @Override
  public void close() {
    painter.shutdown();
    try {
      if (painter.awaitTermination(5, TimeUnit.SECONDS)) {
        screen.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
