package io.weft.embedded;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Everything that is logged in this JVM goes to one file, which is kept small; nothing else. */
public final class Logs {

  private static final int KEPT_FILES = 4;
  private static final String FILE_SIZE = "20MB";

  /** Loggers that repeat every setting at each start, or tell of each step of the ordinary. */
  private static final List<String> NOISY =
      List.of(
          "io.debezium.util.Threads",
          "kafka",
          "org.apache.kafka",
          "org.eclipse.jetty",
          "org.glassfish.jersey",
          "org.reflections",
          "state.change.logger");

  /** Of those, the ones that tell what a person may want to know later. */
  private static final List<String> TELLING =
      List.of(
          "kafka.server.KafkaRaftServer",
          "org.apache.kafka.connect.runtime.AbstractWorkerSourceTask",
          "org.apache.kafka.connect.runtime.Connect",
          "org.apache.kafka.connect.runtime.ExactlyOnceWorkerSourceTask",
          "org.apache.kafka.connect.runtime.Worker",
          "org.apache.kafka.connect.runtime.WorkerSinkTask",
          "org.apache.kafka.connect.runtime.distributed.DistributedHerder");

  private Logs() {}

  /**
   * Sends all logging to a file, with java.util.logging's; call it before anything logs.
   *
   * @param file made if absent; at 20 MB it is renamed, and the four youngest are kept
   */
  public static void toFile(Path file) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    RollingFileAppender<ILoggingEvent> appender = appender(context, file.toString());
    appender.start();
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(appender);
    NOISY.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
    TELLING.forEach(name -> context.getLogger(name).setLevel(Level.INFO));
    // Warns of each JAX-RS class that also serves clients.
    context.getLogger("org.glassfish.jersey.internal.inject.Providers").setLevel(Level.ERROR);
    // Warns of each event whose lag it could not add to a statistic, when there are many.
    context.getLogger("io.debezium.metrics.stats.MeasurementCollector").setLevel(Level.ERROR);
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }

  private static RollingFileAppender<ILoggingEvent> appender(LoggerContext context, String file) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%d{yyyy-MM-dd HH:mm:ss.SSS,UTC}Z %-5level [%thread] %logger{36}: %msg%n");
    encoder.start();
    SizeBasedTriggeringPolicy<ILoggingEvent> trigger = new SizeBasedTriggeringPolicy<>();
    trigger.setContext(context);
    trigger.setMaxFileSize(FileSize.valueOf(FILE_SIZE));
    trigger.start();
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
    rolling.setContext(context);
    rolling.setParent(appender);
    rolling.setFileNamePattern(file.replaceAll("\\.log$", "") + ".%i.log");
    rolling.setMaxIndex(KEPT_FILES);
    appender.setContext(context);
    appender.setName("file");
    appender.setFile(file);
    appender.setEncoder(encoder);
    appender.setTriggeringPolicy(trigger);
    appender.setRollingPolicy(rolling);
    rolling.start();
    return appender;
  }
}
