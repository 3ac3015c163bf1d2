package io.weft.connectors.copy.read;

/** The snapshot is held no longer; the connector is about to take another one. */
final class SnapshotLostException extends Exception {

  SnapshotLostException(String message) {
    super(message);
  }
}
