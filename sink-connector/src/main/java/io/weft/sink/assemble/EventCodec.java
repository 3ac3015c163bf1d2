package io.weft.sink.assemble;

import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import io.weft.sink.decode.ChangeEvent;
import io.weft.sink.decode.Operation;
import io.weft.sink.decode.RowColumns;
import io.weft.sink.decode.RowImage;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes changes in a binary form and reads them back, within the life of one file. What many
 * changes share (tables, columns, partitions) stays in memory and is written as a number.
 */
final class EventCodec {

  private static final int ABSENT = -1;

  private final Map<Object, Integer> numbers = new HashMap<>();
  private final List<Object> shared = new ArrayList<>();
  private final Map<RowColumns, RowColumns> stored = new HashMap<>();

  void write(ChangeEvent event, DataOutputStream out) throws IOException {
    out.writeInt(number(event.partition()));
    out.writeLong(event.offset());
    out.writeInt(number(event.table()));
    out.writeInt(number(event.operation()));
    out.writeLong(event.xid());
    out.writeLong(event.previousCommit().value());
    out.writeLong(event.lsn().value());
    out.writeLong(event.totalOrder());
    out.writeInt(number(event.keyColumns()));
    writeRow(event.before(), out);
    writeRow(event.after(), out);
  }

  @SuppressWarnings("unchecked") // the writer put lists of strings there
  ChangeEvent read(DataInputStream in) throws IOException {
    return new ChangeEvent(
        (TopicPartition) shared(in),
        in.readLong(),
        (TableName) shared(in),
        (Operation) shared(in),
        in.readLong(),
        new Lsn(in.readLong()),
        new Lsn(in.readLong()),
        in.readLong(),
        (List<String>) shared(in),
        readRow(in),
        readRow(in));
  }

  private int number(Object object) {
    return numbers.computeIfAbsent(
        object,
        o -> {
          shared.add(o);
          return shared.size() - 1;
        });
  }

  private Object shared(DataInputStream in) throws IOException {
    return shared.get(in.readInt());
  }

  private void writeRow(RowImage row, DataOutputStream out) throws IOException {
    if (row == null) {
      out.writeInt(ABSENT);
      return;
    }
    RowColumns columns = stored.computeIfAbsent(row.columns(), ValueCodec::stored);
    out.writeInt(number(columns));
    for (int i = 0; i < columns.count(); i++) {
      if (row.isUnchanged(i)) {
        ValueCodec.writeUnchanged(out);
      } else {
        boolean asIs = columns.form(i) == row.columns().form(i);
        ValueCodec.write(asIs ? row.value(i) : row.text(i), out);
      }
    }
  }

  private RowImage readRow(DataInputStream in) throws IOException {
    int number = in.readInt();
    if (number == ABSENT) {
      return null;
    }
    RowColumns columns = (RowColumns) shared.get(number);
    Object[] values = new Object[columns.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = ValueCodec.read(in);
    }
    return new RowImage(columns, values);
  }
}
