package io.weft.it.env;

import io.weft.embedded.ConnectClient;

/** A broker and a Connect worker, wherever they run. */
public interface ConnectCluster {

  /** Host and port of the broker. */
  String bootstrapServers();

  /** Deploys and watches connectors. */
  ConnectClient connect();
}
