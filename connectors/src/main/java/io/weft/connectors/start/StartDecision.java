package io.weft.connectors.start;

import io.weft.connectors.stream.ResumePoint;
import java.util.Optional;

/** How capture starts. */
sealed interface StartDecision {

  /** The stream goes on behind what Kafka has. */
  record Resume(ResumePoint from) implements StartDecision {}

  /**
   * A snapshot is taken, with a slot made for it.
   *
   * @param leftover the slot of a snapshot that did not end, to be dropped first
   */
  record NewSnapshot(Optional<ReplicationSlot> leftover) implements StartDecision {}

  /** Not yet: somebody else reads from the slot. */
  record SlotBusy(String reason) implements StartDecision {}

  /** Not yet: the slot is for the copy of the tables to make. */
  record SlotAwaited(String reason) implements StartDecision {}

  /** Not at all: something would be missing or come twice. */
  record Refused(String reason) implements StartDecision {}
}
