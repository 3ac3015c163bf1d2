package io.weft.sink.assemble;

import io.weft.sink.decode.ChangeEvent;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Holds sorted runs of changes on disk. The file loses its name as soon as it is open, so that no
 * crash leaves it behind (where the system does not allow that, it goes when closed).
 */
final class SpillFile implements AutoCloseable {

  private static final int BUFFER_BYTES = 64 * 1024;

  private record Run(long position, int events) {}

  private final FileChannel channel;
  private final EventCodec codec = new EventCodec();
  private final List<Run> runs = new ArrayList<>();

  private SpillFile(FileChannel channel) {
    this.channel = channel;
  }

  static SpillFile create(Path directory) {
    try {
      Path path = Files.createTempFile(directory, "weft-transaction-", ".spill");
      SpillFile file =
          new SpillFile(
              FileChannel.open(
                  path,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.DELETE_ON_CLOSE));
      Files.deleteIfExists(path);
      return file;
    } catch (IOException e) {
      throw failed("could not be made in " + directory, e);
    }
  }

  /** Appends changes, which the caller has sorted. */
  void writeRun(List<ChangeEvent> events) {
    try {
      long position = channel.size();
      try (DataOutputStream out =
          new DataOutputStream(
              new BufferedOutputStream(new ChannelOutput(channel, position), BUFFER_BYTES))) {
        for (ChangeEvent event : events) {
          codec.write(event, out);
        }
      }
      runs.add(new Run(position, events.size()));
    } catch (IOException e) {
      throw failed("could not be written", e);
    }
  }

  /** Opens every run at its beginning. */
  List<Iterator<ChangeEvent>> openRuns() {
    List<Iterator<ChangeEvent>> readers = new ArrayList<>();
    for (Run run : runs) {
      readers.add(new RunReader(run));
    }
    return readers;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw failed("could not be closed", e);
    }
  }

  private static UncheckedIOException failed(String what, IOException cause) {
    return new UncheckedIOException(
        "The file for a transaction too large for memory " + what + ": " + cause.getMessage(),
        cause);
  }

  private final class RunReader implements Iterator<ChangeEvent> {
    private final DataInputStream in;
    private int remaining;

    RunReader(Run run) {
      in =
          new DataInputStream(
              new BufferedInputStream(new ChannelInput(channel, run.position()), BUFFER_BYTES));
      remaining = run.events();
    }

    @Override
    public boolean hasNext() {
      return remaining > 0;
    }

    @Override
    public ChangeEvent next() {
      if (remaining == 0) {
        throw new NoSuchElementException();
      }
      remaining--;
      try {
        return codec.read(in);
      } catch (IOException e) {
        throw failed("could not be read", e);
      }
    }
  }

  /** Writes at a position of its own, so that the channel's is never shared. */
  private static final class ChannelOutput extends OutputStream {
    private final FileChannel channel;
    private long position;

    ChannelOutput(FileChannel channel, long position) {
      this.channel = channel;
      this.position = position;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
      while (buffer.hasRemaining()) {
        position += channel.write(buffer, position);
      }
    }
  }

  /** Reads at a position of its own: all runs are read at once. */
  private static final class ChannelInput extends InputStream {
    private final FileChannel channel;
    private long position;

    ChannelInput(FileChannel channel, long position) {
      this.channel = channel;
      this.position = position;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = channel.read(ByteBuffer.wrap(bytes, offset, length), position);
      position += Math.max(count, 0);
      return count;
    }
  }
}
