package io.weft.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** Writes 0, 1, 2, … into its topic, ten at a time, exactly once. */
public final class CountingSource extends SourceConnector {

  static final String PASSWORD = "password";

  private Map<String, String> settings = Map.of();

  @Override
  public void start(Map<String, String> properties) {
    settings = properties;
  }

  @Override
  public Class<? extends Task> taskClass() {
    return CountingTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return List.of(settings);
  }

  @Override
  public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> properties) {
    return ExactlyOnceSupport.SUPPORTED;
  }

  @Override
  public void stop() {}

  @Override
  public ConfigDef config() {
    return new ConfigDef()
        .define("topic", ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "")
        .define(PASSWORD, ConfigDef.Type.PASSWORD, "", ConfigDef.Importance.HIGH, "")
        .define("fail.at", ConfigDef.Type.INT, -1, ConfigDef.Importance.LOW, "");
  }

  @Override
  public String version() {
    return "1";
  }

  /** Its only task. */
  public static final class CountingTask extends SourceTask {

    private static final Map<String, String> PARTITION = Map.of("source", "counter");

    private Map<String, String> settings;
    private long next;

    @Override
    public void start(Map<String, String> properties) {
      settings = properties;
      Map<String, Object> offset = context.offsetStorageReader().offset(PARTITION);
      next = offset == null ? 0 : (Long) offset.get("next");
    }

    @Override
    public List<SourceRecord> poll() throws InterruptedException {
      Thread.sleep(5);
      if (next >= Long.parseLong(settings.getOrDefault("fail.at", "" + Long.MAX_VALUE))) {
        throw new ConnectException("The counter broke at " + next);
      }
      List<SourceRecord> records = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        long number = next++;
        records.add(
            new SourceRecord(
                PARTITION,
                Map.of("next", next),
                settings.get("topic"),
                Schema.INT64_SCHEMA,
                number));
      }
      return records;
    }

    @Override
    public void stop() {}

    @Override
    public String version() {
      return "1";
    }
  }
}
