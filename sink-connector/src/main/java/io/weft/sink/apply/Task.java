package io.weft.sink.apply;

import io.weft.postgres.TableName;
import io.weft.sink.target.TargetTable;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.errors.ConnectException;

/** What the applier's thread is asked to do. */
sealed interface Task {

  /** Apply a batch. */
  record Apply(Batch batch) implements Task {}

  /**
   * Look a table up in the target's catalog, afresh.
   *
   * @param table empty if the target has none of the name
   */
  record Lookup(TableName name, CompletableFuture<Optional<TargetTable>> table) implements Task {}

  /** Read anew how far the tables' copies are. */
  record LookupCopies(CompletableFuture<Copies> copies) implements Task {}

  /** Stop: nothing more can be applied. */
  record Stop(ConnectException reason) implements Task {}
}
