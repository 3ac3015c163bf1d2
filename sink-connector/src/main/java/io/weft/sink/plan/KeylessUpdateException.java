package io.weft.sink.plan;

import io.weft.sink.decode.ChangeEvent;
import org.apache.kafka.connect.errors.ConnectException;

/** An update of a row that nothing identifies: no key, and no image of the row before. */
public final class KeylessUpdateException extends ConnectException {

  KeylessUpdateException(ChangeEvent event) {
    super(
        "Table %1$s has no key by which the target finds a row, and an update of it (xid %2$d) does not tell which row it changed. On the source run"
                .formatted(event.table(), event.xid())
            + " ALTER TABLE "
            + event.table().quoted()
            + " REPLICA IDENTITY FULL, then fill the table anew");
  }
}
