package io.weft.connectors.start;

/** The slot is not there yet; somebody else is to make it. */
public final class SlotAwaitedException extends Exception {

  SlotAwaitedException(String message) {
    super(message);
  }
}
