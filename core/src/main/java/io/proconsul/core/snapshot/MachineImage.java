package io.proconsul.core.snapshot;

import io.proconsul.core.state.Tables;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * All that a state machine is at one index of its log, as the log's own snapshots keep it: the
 * tables, then what only this log needs to go on. Immutable.
 *
 * @param ahead how far indexes of the state are before those of the log
 * @param pending a restore that is under way; null for none
 */
public record MachineImage(
    Tables tables, long ahead, @Nullable Assembly pending) {
  private static final int VERSION = 1;

  public void write(OutputStream stream) throws IOException {
    SnapshotCodec.write(tables, stream);
    DataOutputStream out = new DataOutputStream(stream);
    out.writeByte(VERSION);
    out.writeLong(ahead);
    out.writeBoolean(pending != null);
    if (pending != null) {
      pending.write(out);
    }
    out.flush();
  }

  /** Reads what {@link #write} wrote, and what was written before there were restores. */
  public static MachineImage read(InputStream stream) throws IOException {
    Tables tables = SnapshotCodec.read(stream);
    int version = stream.read();
    if (version < 0) {
      return new MachineImage(tables, 0, null);
    }
    if (version != VERSION) {
      throw new SnapshotException("the log's snapshot has format " + version
          + ", this version reads " + VERSION
          + "; start the version that wrote it, or a newer one");
    }
    DataInputStream in = new DataInputStream(stream);
    long ahead = in.readLong();
    return new MachineImage(tables, ahead, in.readBoolean() ? Assembly.read(in) : null);
  }
}
