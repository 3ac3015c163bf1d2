package io.weft.connectors.start;

import io.weft.connectors.start.StartDecision.NewSnapshot;
import io.weft.connectors.start.StartDecision.Refused;
import io.weft.connectors.start.StartDecision.Resume;
import io.weft.connectors.start.StartDecision.SlotAwaited;
import io.weft.connectors.start.StartDecision.SlotBusy;
import io.weft.connectors.stream.ResumePoint;
import io.weft.postgres.Identifiers;
import io.weft.postgres.Lsn;
import java.util.Optional;

/** Decides how capture starts, from what is stored and what the slot says. */
final class StartPlanner {

  private static final String PLUGIN = "pgoutput";

  private StartPlanner() {}

  /**
   * @param stored what Kafka holds of this pipeline
   * @param slot the slot as it is now
   */
  static StartDecision decide(
      StartRequest request, StoredProgress stored, Optional<ReplicationSlot> slot) {
    if (isBeingMade(request, stored, slot)) {
      return awaited(request, "is being made");
    }
    if (slot.isPresent()) {
      Optional<StartDecision> obstacle = obstacle(request, slot.get());
      if (obstacle.isPresent()) {
        return obstacle.get();
      }
    }
    if (stored.resume().isPresent()) {
      return resume(request, stored.resume().get(), slot);
    }
    return request.takesSnapshot() ? snapshot(request, stored, slot) : streamOnly(request, slot);
  }

  /** It shows up before the transactions have ended that it has to wait for. */
  private static boolean isBeingMade(
      StartRequest request, StoredProgress stored, Optional<ReplicationSlot> slot) {
    return !request.takesSnapshot()
        && stored.resume().isEmpty()
        && slot.filter(s -> s.activePid().isPresent() && s.confirmedFlush().isEmpty()).isPresent();
  }

  private static SlotAwaited awaited(StartRequest request, String how) {
    return new SlotAwaited(
        "Replication slot %s %s, and snapshot.mode=no_data has the stream begin where that slot does. The connector that copies the tables makes it; if none is to, set snapshot.mode=initial"
            .formatted(request.slotName(), how));
  }

  /** Why the slot cannot be this pipeline's, if so. */
  static Optional<String> unfit(ReplicationSlot slot, String database) {
    if (!slot.plugin().equals(Optional.of(PLUGIN))) {
      return Optional.of(
          "Replication slot "
              + slot.name()
              + " is "
              + slot.plugin().map(plugin -> "for plugin " + plugin).orElse("physical")
              + ", not for "
              + PLUGIN
              + ". Set slot.name to a name of this pipeline's own.");
    }
    if (!slot.database().equals(Optional.of(database))) {
      return Optional.of(
          "Replication slot %s belongs to database %s, not to %s. Set slot.name to a name of this pipeline's own."
              .formatted(slot.name(), slot.database().orElse("?"), database));
    }
    return Optional.empty();
  }

  private static Optional<StartDecision> obstacle(StartRequest request, ReplicationSlot slot) {
    Optional<String> unfit = unfit(slot, request.database());
    if (unfit.isPresent()) {
      return unfit.map(Refused::new);
    }
    if (slot.activePid().isPresent()) {
      return Optional.of(
          new SlotBusy(
              "Replication slot %s is in use by server process %d. If nobody should read from it, end that process: select pg_terminate_backend(%d)"
                  .formatted(
                      slot.name(), slot.activePid().getAsInt(), slot.activePid().getAsInt())));
    }
    return Optional.empty();
  }

  private static StartDecision resume(
      StartRequest request, ResumePoint stored, Optional<ReplicationSlot> slot) {
    if (slot.isEmpty()) {
      return new Refused(
          "Replication slot %s does not exist, but Kafka has the source's changes up to %s, and those behind it can only be read from that slot. %s"
              .formatted(request.slotName(), stored.commit(), resync(request)));
    }
    if (stored.commit().isAfter(request.logEnd())) {
      return new Refused(
          "Kafka has the source's changes up to %s, but this server's log ends at %s already: it is another server, or was restored from a backup. Connect to the right one. If this is it: %s"
              .formatted(stored.commit(), request.logEnd(), resync(request)));
    }
    Optional<Lsn> confirmed = slot.get().confirmedFlush();
    if (slot.get().isLost() || confirmed.isEmpty()) {
      return new Refused(
          "Replication slot %s is invalid: the source has removed log behind %s, up to where Kafka has its changes. %s"
              .formatted(request.slotName(), stored.commit(), resync(request)));
    }
    if (confirmed.get().isAfter(stored.commit())) {
      return new Refused(
          "Replication slot %s stands at %s, behind which it cannot go back, but Kafka has the source's changes only up to %s. It was made anew, or somebody else has read from it. %s"
              .formatted(request.slotName(), confirmed.get(), stored.commit(), resync(request)));
    }
    return new Resume(stored);
  }

  private static StartDecision snapshot(
      StartRequest request, StoredProgress stored, Optional<ReplicationSlot> slot) {
    if (slot.isPresent() && !stored.isSnapshotUnfinished() && !request.ownsSlotByName()) {
      return new Refused(
          "Replication slot %s exists already, and a snapshot needs a slot of its own making to be exact. If nobody needs it, drop it: select pg_drop_replication_slot(%s). If it was made together with a copy of the tables, set snapshot.mode=no_data."
              .formatted(request.slotName(), Identifiers.literal(request.slotName()).trim()));
    }
    return new NewSnapshot(slot);
  }

  private static StartDecision streamOnly(StartRequest request, Optional<ReplicationSlot> slot) {
    if (slot.isEmpty()) {
      return awaited(request, "does not exist yet");
    }
    if (slot.get().isLost() || slot.get().confirmedFlush().isEmpty()) {
      return new Refused(
          "Replication slot %s is invalid: the source has removed log that it needs. Drop it, and make it anew together with a copy of the tables."
              .formatted(request.slotName()));
    }
    return new Resume(ResumePoint.after(slot.get().confirmedFlush().get()));
  }

  private static String resync(StartRequest request) {
    if (!request.takesSnapshot()) {
      return "Resync the tables: stop the connectors of copy and stream, delete the offsets of both and the slot "
          + request.slotName()
          + ", and start them again.";
    }
    return "Resync the tables: stop the connector, delete its offsets and the slot "
        + request.slotName()
        + ", and start it again with snapshot.mode=initial.";
  }
}
