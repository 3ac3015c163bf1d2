package io.weft.sink.apply;

import org.apache.kafka.connect.errors.ConnectException;

/** Another task has taken the pipeline over; this one must not write any more. */
public final class FencedException extends ConnectException {

  FencedException(String pipeline, Lease expected, Lease found) {
    super(reason(pipeline, expected, found));
  }

  private static String reason(String pipeline, Lease expected, Lease found) {
    if (found.equals(Lease.NONE)) {
      return "The progress of pipeline '%s' has vanished from weft.progress in the target. Restore it, or fill the target anew with a pipeline of another name"
          .formatted(pipeline);
    }
    if (found.epoch() == expected.epoch() && found.revision() < expected.revision()) {
      return "The target has gone back: weft.progress of pipeline '%s' is at revision %d, but revision %d was committed. A failover or a restore has lost its last transactions. Restart the connector: it goes on from what the target holds, and nothing is lost"
          .formatted(pipeline, found.revision(), expected.revision());
    }
    return "Another task has taken over pipeline '%s': weft.progress is at epoch %d, revision %d; this task holds epoch %d, revision %d. Nothing of this task was written since. Let only one sink connector use this pipeline name, then restart it"
        .formatted(
            pipeline, found.epoch(), found.revision(), expected.epoch(), expected.revision());
  }
}
