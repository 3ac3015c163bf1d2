package io.weft.sink.assemble;

import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import io.weft.sink.decode.ChangeEvent;
import io.weft.sink.decode.CommitEvent;
import io.weft.sink.decode.Event;
import io.weft.sink.decode.Operation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts source transactions together.
 *
 * <p>Kafka keeps the order of a partition, not that between partitions: the rows of a transaction,
 * and its commit record, arrive in any order. What holds:
 *
 * <ul>
 *   <li>A. Commit records come in commit order, from one partition; the first one waiting is the
 *       next to be applied.
 *   <li>B. It tells how many rows of each table belong to it: when they are there, the transaction
 *       is whole.
 *   <li>C. A row names the commit before its own. That is not after the last commit handed out,
 *       else a commit record is missing; and if it is before, the row was applied already.
 *   <li>D. Rows of the snapshot precede all others of their partition. Transactions wait until
 *       every row that the snapshot's end counts has been handed out.
 * </ul>
 *
 * <p>Not thread-safe.
 */
public final class TransactionAssembler {

  private final Selection selection;
  private final SpillPolicy spillPolicy;
  private final Map<Long, TransactionBuffer> pending = new HashMap<>();
  private final Deque<CommitEvent> commits = new ArrayDeque<>();
  private final SnapshotProgress snapshot;
  private Lsn lastRead;
  private Lsn lastHandedOut;
  private long pendingBytes;
  private long commitBytes;
  private long lastXid;
  private TransactionBuffer lastBuffer;

  /**
   * Goes on after what the target holds.
   *
   * @param applied the last commit that the target has applied, {@link Lsn#NONE} if none
   * @param snapshot what it holds of the snapshot
   */
  public TransactionAssembler(
      Selection selection, SpillPolicy spillPolicy, Lsn applied, SnapshotProgress snapshot) {
    this.selection = selection;
    this.spillPolicy = spillPolicy;
    this.snapshot = snapshot;
    lastRead = applied;
    lastHandedOut = applied.max(snapshot.lsn());
  }

  /**
   * Takes an event. Those that the target already holds, and those of tables not taken, are
   * dropped.
   */
  public void add(Event event) {
    if (event instanceof CommitEvent commit) {
      addCommit(commit);
    } else if (event instanceof ChangeEvent change) {
      String table = selection.taken(change.table());
      if (table == null) {
        return;
      }
      if (change.operation() == Operation.READ) {
        addSnapshotRow(change, table);
      } else {
        addChange(change, table);
      }
    }
  }

  private void addCommit(CommitEvent commit) {
    if (commit.endsSnapshot()) {
      if (snapshot.isOutdated(commit.commitLsn()) || snapshot.isComplete(commit.commitLsn())) {
        return;
      }
      startGeneration(commit.commitLsn());
      addLast(commit);
      lastRead = lastRead.max(commit.commitLsn());
    } else if (commit.commitLsn().isAfter(lastRead.max(snapshot.lsn()))) {
      addLast(commit);
      lastRead = commit.commitLsn();
    }
  }

  private void addLast(CommitEvent commit) {
    commits.add(commit);
    commitBytes += commit.sizeBytes();
  }

  private void addSnapshotRow(ChangeEvent row, String table) {
    if (!snapshot.isOutdated(row.lsn())) {
      startGeneration(row.lsn());
      snapshot.add(row, table);
    }
  }

  /** A snapshot begun anew stands for everything that was committed before it. */
  private void startGeneration(Lsn snapshotLsn) {
    if (snapshot.start(snapshotLsn)) {
      commits.removeIf(commit -> !commit.commitLsn().isAfter(snapshotLsn));
      pending.values().removeIf(buffer -> isBefore(buffer.previousCommit(), snapshotLsn));
      lastBuffer = null;
      lastHandedOut = lastHandedOut.max(snapshotLsn);
      pendingBytes = pending.values().stream().mapToLong(TransactionBuffer::sizeBytes).sum();
      commitBytes = commits.stream().mapToLong(CommitEvent::sizeBytes).sum();
    }
  }

  private static boolean isBefore(Lsn known, Lsn other) {
    return !known.equals(Lsn.NONE) && other.isAfter(known);
  }

  private void addChange(ChangeEvent change, String table) {
    if (isApplied(change)) {
      return;
    }
    TransactionBuffer buffer = bufferOf(change.xid());
    pendingBytes -= buffer.sizeBytes();
    buffer.add(change, table);
    pendingBytes += buffer.sizeBytes();
  }

  /** The changes of a partition come transaction by transaction, so it tends to be the last one. */
  private TransactionBuffer bufferOf(long xid) {
    if (lastBuffer == null || lastXid != xid) {
      lastXid = xid;
      lastBuffer = pending.computeIfAbsent(xid, x -> new TransactionBuffer(spillPolicy));
    }
    return lastBuffer;
  }

  private boolean isApplied(ChangeEvent change) {
    if (!change.previousCommit().equals(Lsn.NONE)) {
      return lastHandedOut.isAfter(change.previousCommit());
    }
    // The first transaction after a start does not name the commit before it. Once a commit behind
    // the snapshot has been handed out, that transaction was among those.
    return lastHandedOut.isAfter(snapshot.lsn()) && lastHandedOut.isAfter(change.lsn());
  }

  /**
   * Hands out, in order, what has become whole.
   *
   * @throws GapException if something that belongs to it cannot come any more
   */
  public List<Work> drain() {
    List<Work> work = new ArrayList<>();
    snapshot.drain().ifPresent(work::add);
    while (!commits.isEmpty() && isWhole(commits.peek())) {
      CommitEvent commit = commits.remove();
      commitBytes -= commit.sizeBytes();
      work.add(commit.endsSnapshot() ? endSnapshot(commit) : complete(commit));
      lastHandedOut = lastHandedOut.max(commit.commitLsn());
    }
    return work;
  }

  private boolean isWhole(CommitEvent commit) {
    TransactionBuffer buffer = commit.endsSnapshot() ? null : pending.get(commit.xid());
    if (buffer != null) {
      checkChain(commit, buffer);
    }
    for (Map.Entry<String, Long> counted : commit.counts().entrySet()) {
      if (selection.takes(counted.getKey())
          && missing(commit, buffer, counted.getKey(), counted.getValue()) > 0) {
        return false;
      }
    }
    return true;
  }

  /** The rows of taken tables that the commit counts and that have not come yet. */
  private Map<String, Long> missing(CommitEvent commit) {
    TransactionBuffer buffer = commit.endsSnapshot() ? null : pending.get(commit.xid());
    Map<String, Long> missing = new HashMap<>();
    commit
        .counts()
        .forEach(
            (table, expected) -> {
              long rows = selection.takes(table) ? missing(commit, buffer, table, expected) : 0;
              if (rows > 0) {
                missing.put(table, rows);
              }
            });
    return missing;
  }

  private long missing(CommitEvent commit, TransactionBuffer buffer, String table, long expected) {
    long found =
        commit.endsSnapshot() ? snapshot.count(table) : buffer == null ? 0 : buffer.count(table);
    if (found > expected) {
      throw tooMany(commit, table, expected, found);
    }
    return expected - found;
  }

  private static GapException tooMany(CommitEvent commit, String table, long expected, long found) {
    return new GapException(
        "%s counts %d rows of table %s, but %d were read. The topics hold something else than the source's history:"
                .formatted(describe(commit), expected, table, found)
            + " fill the target anew with a pipeline of another name");
  }

  private void checkChain(CommitEvent commit, TransactionBuffer buffer) {
    if (!lastHandedOut.equals(Lsn.NONE) && buffer.previousCommit().isAfter(lastHandedOut)) {
      throw new GapException(
          "Commit records are missing from %s: before %s the source committed at %s, but the last commit record read is that of %s."
                  .formatted(
                      commit.partition(), describe(commit), buffer.previousCommit(), lastHandedOut)
              + " Retention or a person deleted them: fill the target anew with a pipeline of another name");
    }
  }

  private static String describe(CommitEvent commit) {
    return commit.endsSnapshot()
        ? "the end of the snapshot at " + commit.commitLsn()
        : "transaction " + commit.xid() + " (commit " + commit.commitLsn() + ")";
  }

  private SnapshotEnd endSnapshot(CommitEvent commit) {
    snapshot.complete();
    return new SnapshotEnd(commit.commitLsn(), Map.of(commit.partition(), commit.offset() + 1));
  }

  private SourceTransaction complete(CommitEvent commit) {
    TransactionBuffer buffer = pending.remove(commit.xid());
    if (buffer == lastBuffer) {
      lastBuffer = null;
    }
    if (buffer == null) {
      buffer = new TransactionBuffer(spillPolicy);
    }
    pendingBytes -= buffer.sizeBytes();
    return new SourceTransaction(
        commit.xid(),
        commit.commitLsn(),
        commit.commitTimeMs(),
        buffer.complete(),
        taken(commit.holds()),
        commit.partition(),
        commit.offset() + 1);
  }

  private Set<TableName> taken(Set<TableName> tables) {
    return tables.isEmpty()
        ? tables
        : tables.stream()
            .filter(table -> selection.taken(table) != null)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** What the next commit in line waits for, empty if nothing does. */
  public Optional<Awaited> awaited() {
    CommitEvent head = commits.peek();
    return head == null
        ? Optional.empty()
        : Optional.of(new Awaited(describe(head), head.commitLsn(), missing(head)));
  }

  /** The last commit record read. */
  public Lsn lastRead() {
    return lastRead;
  }

  /** The heap held by transactions that are not whole yet, in bytes. */
  public long pendingBytes() {
    return pendingBytes + commitBytes;
  }

  /** How many commit records wait for their rows. */
  public int waitingCommits() {
    return commits.size();
  }
}
