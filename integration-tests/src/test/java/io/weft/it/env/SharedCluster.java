package io.weft.it.env;

import io.weft.embedded.ConnectClient;
import io.weft.embedded.DataFolder;
import io.weft.embedded.EmbeddedConnect;
import io.weft.embedded.Logs;

/** The embedded broker and worker that all tests of this JVM share, started on first use. */
public final class SharedCluster implements ConnectCluster {

  private static SharedCluster instance;

  private final EmbeddedConnect embedded;
  private final ConnectClient client;

  private SharedCluster(EmbeddedConnect embedded) {
    this.embedded = embedded;
    client = new ConnectClient(embedded.restUri());
  }

  public static synchronized SharedCluster get() {
    if (instance == null) {
      Logs.toFile(TestFiles.logs().resolve("shared-cluster.log"));
      DataFolder folder = DataFolder.open(TestFiles.scratch("shared-cluster"));
      EmbeddedConnect embedded = EmbeddedConnect.start(folder);
      instance = new SharedCluster(embedded);
      Runtime.getRuntime().addShutdownHook(new Thread(embedded::close));
    }
    return instance;
  }

  @Override
  public String bootstrapServers() {
    return embedded.bootstrapServers();
  }

  @Override
  public ConnectClient connect() {
    return client;
  }
}
