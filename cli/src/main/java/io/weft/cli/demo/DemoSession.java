package io.weft.cli.demo;

import io.weft.cli.demo.report.DemoReport;
import io.weft.cli.demo.server.DemoFolder;
import io.weft.cli.demo.view.Stage;
import io.weft.cli.run.UserException;
import io.weft.embedded.FatalExit;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of the demo from the user's command to the last line, whatever happens on the way: at its
 * end, nothing is left but what the user asked to keep, or needs to read.
 *
 * <p>Ctrl-C interrupts the demo's thread and holds the JVM's end back until that thread has cleared
 * up.
 */
final class DemoSession {

  private static final Logger LOG = LoggerFactory.getLogger(DemoSession.class);
  private static final int SUCCESS = 0;
  private static final int FAILURE = 1;
  private static final int INTERRUPTED = 130;
  private static final long CLEAR_UP_LIMIT_SECONDS = 120;

  private final DemoOptions options;
  private final DemoFolder folder;
  private final DemoConsole console;
  private final CountDownLatch clearedUp = new CountDownLatch(1);
  private boolean interruptible = true;
  private boolean begun;
  private volatile boolean interrupted;
  private volatile UserException aborted;

  DemoSession(DemoOptions options, DemoFolder folder, DemoConsole console) {
    this.options = options;
    this.folder = folder;
    this.console = console;
  }

  /** Returns the exit code. */
  int run() {
    Thread hook = new Thread(interrupting(Thread.currentThread()), "weft-demo-ctrl-c");
    Runtime.getRuntime().addShutdownHook(hook);
    Thread demo = Thread.currentThread();
    FatalExit.onExit(line -> abort(demo, line));
    try {
      return runAndReport();
    } finally {
      clearedUp.countDown();
    }
  }

  private Runnable interrupting(Thread demo) {
    return () -> {
      if (clearedUp.getCount() == 0) {
        return;
      }
      interrupt(demo);
      try {
        if (!clearedUp.await(CLEAR_UP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
          LOG.warn("Gave up waiting for the demo to clear up");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  private synchronized void interrupt(Thread demo) {
    if (interruptible) {
      interrupted = true;
      demo.interrupt();
    }
  }

  /** Kafka cannot go on; it says so on a thread of its own. */
  private synchronized void abort(Thread demo, String line) {
    if (interruptible) {
      aborted = new UserException(line);
      demo.interrupt();
    }
  }

  /** From here on the demo clears up, which must not be cut short. */
  private synchronized void endInterruptible() {
    interruptible = false;
    Thread.interrupted();
  }

  private int runAndReport() {
    try {
      DemoReport report = runAndClearUp();
      finish();
      console.done(report, whatIsLeft());
      return report.verified() ? SUCCESS : FAILURE;
    } catch (InterruptedException | IOException | SQLException | RuntimeException e) {
      // An interrupted thread fails in as many ways as there are things it may be waiting for.
      return interrupted ? stopped() : failed(aborted == null ? e : aborted);
    }
  }

  private int stopped() {
    finish();
    console.stopped("Stopped. " + whatIsLeft());
    return INTERRUPTED;
  }

  private DemoReport runAndClearUp() throws IOException, SQLException, InterruptedException {
    try (Demo demo = new Demo(options, folder)) {
      DemoReport report = shown(demo);
      console.report(report);
      return report;
    }
  }

  private DemoReport shown(Demo demo) throws IOException, SQLException, InterruptedException {
    Display display = new Display(console.screen(), () -> demo.board().progress());
    try {
      return demo.run();
    } finally {
      endInterruptible();
      begun = demo.board().progress().stage() != Stage.SERVERS;
      display.close();
      if (interrupted) {
        console.say(" Stopping ...");
      }
    }
  }

  private int failed(Exception failure) {
    LOG.error("The demo failed", failure);
    if (!begun && failure instanceof UserException) {
      finish();
      console.refused(failure.getMessage());
      return FAILURE;
    }
    String message =
        failure instanceof UserException
            ? failure.getMessage()
            : "The demo failed: " + firstLine(failure);
    console.failed(message, keepLog());
    return FAILURE;
  }

  private Path keepLog() {
    try {
      if (isKept()) {
        folder.keep();
        return folder.log();
      }
      return folder.deleteAllButLogs();
    } catch (IOException e) {
      LOG.warn("Could not remove the data", e);
      return folder.log();
    }
  }

  private void finish() {
    try {
      if (isKept()) {
        folder.keep();
      } else {
        folder.delete();
      }
    } catch (IOException e) {
      LOG.warn("Could not remove the data", e);
    }
  }

  private boolean isKept() {
    return options.afterwards() == DemoOptions.Afterwards.KEEP;
  }

  private String whatIsLeft() {
    return isKept()
        ? "Kept: " + folder.path() + " (the servers are stopped)"
        : "Everything is removed.";
  }

  private static String firstLine(Throwable failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return message.lines().findFirst().orElse("");
  }
}
