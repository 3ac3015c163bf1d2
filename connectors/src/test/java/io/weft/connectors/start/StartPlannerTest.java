package io.weft.connectors.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.connectors.start.StartDecision.NewSnapshot;
import io.weft.connectors.start.StartDecision.Refused;
import io.weft.connectors.start.StartDecision.Resume;
import io.weft.connectors.start.StartDecision.SlotAwaited;
import io.weft.connectors.start.StartDecision.SlotBusy;
import io.weft.connectors.stream.ResumePoint;
import io.weft.postgres.Lsn;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class StartPlannerTest {

  private static final Lsn SLOT_AT = Lsn.parse("1/100");
  private static final StartRequest SNAPSHOT =
      new StartRequest("app", "weft_app", true, true, Lsn.parse("2/0"));
  private static final StartRequest SNAPSHOT_BY_FOREIGN_SLOT =
      new StartRequest("app", "theirs", false, true, Lsn.parse("2/0"));
  private static final StartRequest NO_DATA =
      new StartRequest("app", "weft_app", true, false, Lsn.parse("2/0"));
  private static final StoredProgress UNFINISHED = new StoredProgress(Optional.empty(), true);

  @Test
  void nothingStoredAndNoSlotMeansSnapshot() {
    assertThat(StartPlanner.decide(SNAPSHOT, StoredProgress.NONE, Optional.empty()))
        .isEqualTo(new NewSnapshot(Optional.empty()));
  }

  @Test
  void slotOfAnUnfinishedSnapshotIsDroppedForANewOne() {
    assertThat(StartPlanner.decide(SNAPSHOT, UNFINISHED, Optional.of(slot())))
        .isEqualTo(new NewSnapshot(Optional.of(slot())));
    assertThat(StartPlanner.decide(SNAPSHOT, StoredProgress.NONE, Optional.of(slot())))
        .isEqualTo(new NewSnapshot(Optional.of(slot())));
    assertThat(StartPlanner.decide(SNAPSHOT_BY_FOREIGN_SLOT, UNFINISHED, Optional.of(slot())))
        .isEqualTo(new NewSnapshot(Optional.of(slot())));
  }

  @Test
  void slotThatSomebodyElseMayNeedIsNotDropped() {
    assertRefused(
        StartPlanner.decide(SNAPSHOT_BY_FOREIGN_SLOT, StoredProgress.NONE, Optional.of(slot())),
        "theirs",
        "pg_drop_replication_slot",
        "no_data");
  }

  @Test
  void storedProgressAtOrBehindTheSlotIsResumed() {
    for (String lsn : new String[] {"1/100", "1/200"}) {
      ResumePoint stored = ResumePoint.after(Lsn.parse(lsn));
      assertThat(StartPlanner.decide(SNAPSHOT, stored(stored), Optional.of(slot())))
          .isEqualTo(new Resume(stored));
    }
  }

  @Test
  void slotThatMovedPastTheStoredProgressIsRefused() {
    assertRefused(
        StartPlanner.decide(
            SNAPSHOT, stored(ResumePoint.after(Lsn.parse("1/F0"))), Optional.of(slot())),
        "weft_app",
        "1/100",
        "1/F0",
        "Resync");
  }

  @Test
  void missingSlotIsRefusedWhenThereIsProgress() {
    assertRefused(
        StartPlanner.decide(SNAPSHOT, stored(ResumePoint.after(SLOT_AT)), Optional.empty()),
        "weft_app",
        "does not exist",
        "1/100",
        "Resync");
  }

  @Test
  void invalidatedSlotIsRefused() {
    ReplicationSlot lost =
        new ReplicationSlot(
            "weft_app",
            Optional.of("pgoutput"),
            Optional.of("app"),
            OptionalInt.empty(),
            Optional.of(SLOT_AT),
            true);
    assertRefused(
        StartPlanner.decide(SNAPSHOT, stored(ResumePoint.after(SLOT_AT)), Optional.of(lost)),
        "invalid",
        "1/100");
    assertRefused(StartPlanner.decide(NO_DATA, StoredProgress.NONE, Optional.of(lost)), "invalid");
  }

  @Test
  void progressBehindTheEndOfTheLogIsRefused() {
    assertRefused(
        StartPlanner.decide(
            SNAPSHOT, stored(ResumePoint.after(Lsn.parse("3/0"))), Optional.of(slot())),
        "3/0",
        "2/0",
        "another server");
  }

  @Test
  void withoutSnapshotTheStreamStartsWhereTheSlotStands() {
    assertThat(StartPlanner.decide(NO_DATA, StoredProgress.NONE, Optional.of(slot())))
        .isEqualTo(new Resume(ResumePoint.after(SLOT_AT)));
  }

  @Test
  void withoutSnapshotTheSlotIsWaitedForUntilItIsMade() {
    assertThat(StartPlanner.decide(NO_DATA, StoredProgress.NONE, Optional.empty()))
        .isInstanceOfSatisfying(
            SlotAwaited.class,
            s -> assertThat(s.reason()).contains("weft_app", "snapshot.mode=initial"));
    ReplicationSlot beingMade =
        new ReplicationSlot(
            "weft_app",
            Optional.of("pgoutput"),
            Optional.of("app"),
            OptionalInt.of(4711),
            Optional.empty(),
            false);
    assertThat(StartPlanner.decide(NO_DATA, StoredProgress.NONE, Optional.of(beingMade)))
        .isInstanceOf(SlotAwaited.class);
  }

  @Test
  void slotInUseIsWaitedFor() {
    ReplicationSlot busy =
        new ReplicationSlot(
            "weft_app",
            Optional.of("pgoutput"),
            Optional.of("app"),
            OptionalInt.of(4711),
            Optional.of(SLOT_AT),
            false);
    assertThat(StartPlanner.decide(SNAPSHOT, UNFINISHED, Optional.of(busy)))
        .isInstanceOfSatisfying(
            SlotBusy.class, s -> assertThat(s.reason()).contains("weft_app", "4711"));
  }

  @Test
  void slotOfAnotherKindOrDatabaseIsRefused() {
    assertRefused(
        StartPlanner.decide(SNAPSHOT, StoredProgress.NONE, Optional.of(slot("wal2json", "app"))),
        "wal2json",
        "slot.name");
    assertRefused(
        StartPlanner.decide(SNAPSHOT, StoredProgress.NONE, Optional.of(slot("pgoutput", "other"))),
        "other",
        "slot.name");
  }

  @Test
  void storedOffsetsAreUnderstood() {
    assertThat(StoredProgress.of(null)).isEqualTo(StoredProgress.NONE);
    assertThat(StoredProgress.of(Map.of("lsn", 5L, "snapshot", "INITIAL"))).isEqualTo(UNFINISHED);
    assertThat(StoredProgress.of(Map.of("lsn", 7L, "lsn_commit", 5L, "lsn_proc", 7L)).resume())
        .contains(ResumePoint.after(new Lsn(5)));
    ResumePoint within =
        new ResumePoint(new Lsn(5), Optional.of(new ResumePoint.Position("742", 3)));
    assertThat(StoredProgress.of(within.toOffset()).resume()).contains(within);
  }

  private static StoredProgress stored(ResumePoint resume) {
    return StoredProgress.of(resume.toOffset());
  }

  private static ReplicationSlot slot() {
    return slot("pgoutput", "app");
  }

  private static ReplicationSlot slot(String plugin, String database) {
    return new ReplicationSlot(
        "weft_app",
        Optional.of(plugin),
        Optional.of(database),
        OptionalInt.empty(),
        Optional.of(SLOT_AT),
        false);
  }

  private static void assertRefused(StartDecision decision, String... said) {
    assertThat(decision)
        .isInstanceOfSatisfying(Refused.class, r -> assertThat(r.reason()).contains(said));
  }
}
