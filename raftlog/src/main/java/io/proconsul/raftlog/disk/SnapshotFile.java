package io.proconsul.raftlog.disk;

import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.LogException.Reason;
import io.proconsul.raftlog.LogMachine;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * A machine's state on disk: what the machine wrote, then its CRC32C in 8 bytes. It is checked
 * whole before the machine sees any of it.
 */
public final class SnapshotFile {
  public static final String NAME = "state";
  private static final int BUFFER = 64 << 10;
  private static final int TRAILER = Long.BYTES;

  private SnapshotFile() {}

  public static void write(Path file, LogMachine.Snapshot snapshot) throws IOException {
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      var buffered = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
      var checked = new CheckedOutputStream(buffered, new CRC32C());
      snapshot.writeTo(checked);
      checked.flush();
      var trailer = new DataOutputStream(buffered);
      trailer.writeLong(checked.getChecksum().getValue());
      trailer.flush();
      channel.force(true);
    }
  }

  public static void read(Path file, LogMachine machine) throws IOException {
    var size = Files.size(file) - TRAILER;
    check(file, size);
    try (var in = new Limited(new BufferedInputStream(Files.newInputStream(file), BUFFER), size)) {
      machine.restore(in);
    }
  }

  private static void check(Path file, long size) throws IOException {
    try (var in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
      var checked = new CheckedInputStream(in, new CRC32C());
      if (size < 0 || checked.skip(size) != size) {
        throw damaged(file);
      }
      if (new DataInputStream(in).readLong() != checked.getChecksum().getValue()) {
        throw damaged(file);
      }
    }
  }

  private static LogException damaged(Path file) {
    return new LogException(
        Reason.CORRUPT,
        "the snapshot " + file + " is damaged: restore the data folder from a backup, or, if other"
            + " servers hold the data, remove it and let this server join them again");
  }

  /** Ends where the trailer starts. */
  private static final class Limited extends FilterInputStream {
    private long left;

    Limited(InputStream in, long left) {
      super(in);
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      if (left <= 0) {
        return -1;
      }
      left--;
      return in.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (left <= 0) {
        return length == 0 ? 0 : -1;
      }
      var count = in.read(target, offset, (int) Math.min(length, left));
      left -= Math.max(0, count);
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      var skipped = in.skip(Math.min(count, left));
      left -= skipped;
      return skipped;
    }

    @Override
    public int available() throws IOException {
      return (int) Math.min(in.available(), left);
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
