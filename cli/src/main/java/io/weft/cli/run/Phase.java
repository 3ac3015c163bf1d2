package io.weft.cli.run;

/** Where a pipeline is in its life. */
public enum Phase {
  /** Broker, worker and connectors are coming up. */
  STARTING,
  /** The tables are being copied; changes wait. */
  COPYING,
  /** The copy is complete and changes flow. */
  STREAMING,
  /** A database is away or refuses for now; the connectors try again. */
  RETRYING,
  /** A connector stopped and needs a person. */
  FAILED,
  /** Closed. */
  STOPPED
}
