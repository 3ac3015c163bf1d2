package io.weft.sink.apply;

/**
 * A task's hold on a pipeline.
 *
 * @param epoch rises with every task that takes the pipeline over
 * @param revision rises with every transaction applied
 */
record Lease(long epoch, long revision) {

  /** Of a pipeline that is not there. */
  static final Lease NONE = new Lease(0, 0);

  /** The hold after one more transaction. */
  Lease next() {
    return new Lease(epoch, revision + 1);
  }
}
