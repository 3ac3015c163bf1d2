package io.weft.connectors.start;

/** Somebody reads from the slot; they may be about to go. */
public final class SlotBusyException extends Exception {

  SlotBusyException(String message) {
    super(message);
  }
}
