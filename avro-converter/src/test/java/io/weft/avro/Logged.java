package io.weft.avro;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What is logged. */
public final class Logged {

  private Logged() {}

  /** The messages of everything under a logger's name while something is done. */
  public static List<String> by(String logger, Runnable done) {
    Logger logback = (Logger) LoggerFactory.getLogger(logger);
    ListAppender<ILoggingEvent> appender = new ListAppender<>();
    appender.start();
    logback.addAppender(appender);
    try {
      done.run();
    } finally {
      logback.detachAppender(appender);
    }
    return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
