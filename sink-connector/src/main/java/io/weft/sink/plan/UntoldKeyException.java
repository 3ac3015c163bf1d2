package io.weft.sink.plan;

import io.weft.sink.decode.ChangeEvent;
import java.util.Locale;
import org.apache.kafka.connect.errors.ConnectException;

/** A change of a row that does not say which one: a column of its key is not told. */
public final class UntoldKeyException extends ConnectException {

  UntoldKeyException(ChangeEvent event, String column) {
    super(
        "A change of table %1$s (%2$s; xid %3$d) does not tell column \"%4$s\", by which the target finds the row: it is NULL, or not in the table's replica identity. On the source fill the column, run"
                .formatted(
                    event.table(),
                    event.operation().toString().toLowerCase(Locale.ROOT),
                    event.xid(),
                    column)
            + " ALTER TABLE "
            + event.table().quoted()
            + " REPLICA IDENTITY FULL, and have the table copied anew; or leave the column out of the target's key");
  }
}
