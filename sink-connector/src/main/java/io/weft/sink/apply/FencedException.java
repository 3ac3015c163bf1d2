package io.weft.sink.apply;

import org.apache.kafka.connect.errors.ConnectException;

/** Another task has taken the pipeline over; this one must not write any more. */
public final class FencedException extends ConnectException {

  FencedException(String pipeline, Lease expected, Lease found) {
    super(
        found.equals(Lease.NONE)
            ? "The progress of pipeline '%s' has vanished from weft.progress in the target. Restore it, or fill the target anew with a pipeline of another name"
                .formatted(pipeline)
            : "Another task has taken over pipeline '%s': weft.progress is at epoch %d, revision %d; this task holds epoch %d, revision %d. Nothing of this task was written since. Let only one sink connector use this pipeline name, then restart it"
                .formatted(
                    pipeline,
                    found.epoch(),
                    found.revision(),
                    expected.epoch(),
                    expected.revision()));
  }
}
