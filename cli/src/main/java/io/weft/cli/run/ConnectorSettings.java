package io.weft.cli.run;

import io.weft.embedded.EmbeddedConnect;
import io.weft.embedded.Secrets;
import io.weft.postgres.PostgresUri;
import io.weft.postgres.TableName;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The settings with which the embedded worker runs a pipeline's connectors: the template's, with
 * what is this pipeline's put in.
 *
 * <p>They are the same at every start of a pipeline, so that a restart changes nothing: what
 * varies, and what is secret, is a reference that the worker resolves in memory.
 */
final class ConnectorSettings {

  private final PipelineSettings pipeline;
  private final Names names;

  ConnectorSettings(PipelineSettings pipeline) {
    this.pipeline = pipeline;
    this.names = new Names(pipeline.name());
  }

  /** Gives the worker what the references stand for. */
  static void putSecrets(PostgresUri source, PostgresUri target) {
    source.secrets().forEach((name, value) -> Secrets.put("source." + name, value));
    target.secrets().forEach((name, value) -> Secrets.put("target." + name, value));
  }

  /**
   * The source connector's.
   *
   * @param uri the source with one host
   */
  Map<String, String> source(PostgresUri uri, Collection<TableName> tables) {
    Map<String, String> settings = ConnectorTemplate.SOURCE.settings();
    readFrom(uri, tables, settings);
    settings.put(
        "topic.creation.default.partitions", Integer.toString(pipeline.tuning().partitions()));
    pipeline.tuning().format().applyTo(settings);
    if (isCopied()) {
      settings.put("snapshot.mode", "no_data");
    }
    settings.putAll(pipeline.tuning().overrides().source());
    return settings;
  }

  /**
   * The copy's source connector's.
   *
   * @param uri the source with one host
   * @param fitBinary whether source and target agree on what the tables' values are in binary
   */
  Map<String, String> copySource(PostgresUri uri, Collection<TableName> tables, boolean fitBinary) {
    Map<String, String> settings = ConnectorTemplate.COPY_SOURCE.settings();
    readFrom(uri, tables, settings);
    settings.put("tasks.max", Integer.toString(pipeline.tuning().copyTasks()));
    settings.put(
        "topic.creation.default.partitions", Integer.toString(pipeline.tuning().copyTasks()));
    settings.put("copy.format", fitBinary ? "binary" : "text");
    settings.putAll(pipeline.tuning().overrides().copySource());
    return settings;
  }

  private boolean isCopied() {
    return pipeline.tuning().snapshot() == Snapshot.COPY;
  }

  private void readFrom(
      PostgresUri uri, Collection<TableName> tables, Map<String, String> settings) {
    settings.keySet().removeIf(key -> key.startsWith("database."));
    settings.putAll(uri.debezium());
    uri.secrets()
        .keySet()
        .forEach(name -> settings.put("database." + name, Secrets.reference("source." + name)));
    settings.put("topic.prefix", names.topicPrefix());
    settings.put("slot.name", names.slot());
    settings.put("publication.name", names.publication());
    settings.put("table.include.list", regexes(tables));
  }

  /** The sink connector's. */
  Map<String, String> sink(PostgresUri uri, Collection<TableName> tables) {
    Map<String, String> settings = ConnectorTemplate.SINK.settings();
    writeTo(uri, tables, settings);
    settings.put("topics.regex", names.streamTopics());
    // A task that was killed is replaced at once, instead of being waited for.
    settings.put("consumer.override.group.instance.id", names.sinkConnector());
    pipeline.tuning().format().applyTo(settings);
    if (isCopied()) {
      settings.put("wait.for.copy", "true");
    }
    settings.putAll(pipeline.tuning().overrides().sink());
    return settings;
  }

  /** The copy's sink connector's. */
  Map<String, String> copySink(PostgresUri uri, Collection<TableName> tables) {
    Map<String, String> settings = ConnectorTemplate.COPY_SINK.settings();
    writeTo(uri, tables, settings);
    settings.put("topics.regex", names.copiedTopics());
    // Tasks that were killed hold their partitions for no longer. One that lives cannot do harm.
    settings.put("consumer.override.session.timeout.ms", "10000");
    settings.put("tasks.max", Integer.toString(pipeline.tuning().copyTasks()));
    settings.putAll(pipeline.tuning().overrides().copySink());
    return settings;
  }

  private void writeTo(
      PostgresUri uri, Collection<TableName> tables, Map<String, String> settings) {
    settings.keySet().removeIf(key -> key.startsWith("connection."));
    settings.put("connection.url", url(uri));
    settings.put("connection.user", uri.user());
    if (uri.password().isPresent()) {
      settings.put("connection.password", Secrets.reference("target.password"));
    }
    settings.put("pipeline", pipeline.name());
    settings.put("topic.prefix", names.topicPrefix());
    settings.put("tables", regexes(tables));
    settings.put("kafka.bootstrap.servers", Secrets.reference(EmbeddedConnect.BOOTSTRAP_SERVERS));
  }

  private static String regexes(Collection<TableName> tables) {
    return tables.stream().map(Names::regex).collect(Collectors.joining(","));
  }

  /** With the key's password, if there is one, as a reference. */
  private static String url(PostgresUri uri) {
    String url = uri.jdbcUrl();
    return uri.secrets().containsKey("sslpassword")
        ? url
            + (url.contains("?") ? "&" : "?")
            + "sslpassword="
            + Secrets.reference("target.sslpassword")
        : url;
  }
}
