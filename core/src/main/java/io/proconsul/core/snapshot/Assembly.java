package io.proconsul.core.snapshot;

import io.proconsul.core.command.RestoreCommand;
import io.proconsul.core.state.Tables;
import io.proconsul.core.state.Tx;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A state that comes in parts through the log, as far as it has come. Immutable, so that a snapshot
 * of the log may be taken in between. What was sent was verified before: here only records are
 * counted. In memory at a time: the new tables, and the beginning of one record.
 *
 * @param restore which restore
 * @param next the number of the part that must follow
 * @param records how many there were
 * @param lastMillis when the last part was submitted, by the leader's clock
 * @param partial what has come; its index is that of the whole
 * @param rest bytes that are no whole record yet
 */
public record Assembly(
    String restore, long next, long records, long lastMillis, Tables partial, byte[] rest) {
  /** After such a time without a part whoever sent them has given up. */
  private static final long PATIENCE_MILLIS = 600_000;

  private static final int END = Integer.BYTES + 2 * Long.BYTES;
  private static final int HEADER = SnapshotCodec.MAGIC.length + Integer.BYTES + Long.BYTES;

  private static Assembly begin(String restore) {
    return new Assembly(restore, 0, 0, 0, Tables.empty(), new byte[0]);
  }

  /** Whether nothing more is to be expected. */
  public boolean isStale(long nowMillis) {
    return nowMillis - lastMillis > PATIENCE_MILLIS;
  }

  /**
   * Adds a part.
   *
   * @param before what there is; null for nothing
   * @throws SnapshotException when it does not follow, or is damaged
   */
  public static Assembly add(@Nullable Assembly before, RestoreCommand part, long nowMillis)
      throws IOException {
    Assembly start = part.number() == 0 ? begin(part.restore()) : before;
    if (start == null || !start.restore.equals(part.restore()) || start.next != part.number()) {
      throw new SnapshotException("another restore came in between, or this one took too long");
    }
    return SnapshotCodec.orDamaged(() -> start.with(part, nowMillis));
  }

  private Assembly with(RestoreCommand part, long nowMillis) throws IOException {
    byte[] all = Arrays.copyOf(rest, rest.length + part.data().length);
    System.arraycopy(part.data(), 0, all, rest.length, part.data().length);
    ByteBuffer in = ByteBuffer.wrap(all);
    long index = next == 0 ? header(in) : partial.index();
    Tx tx = new Tx(partial, index, 0);
    long count = records + SnapshotCodec.take(in, tx);
    byte[] left = Arrays.copyOfRange(all, in.position(), all.length);
    return new Assembly(restore, next + 1, count, nowMillis, tx.commit(), left);
  }

  /** The first part always holds it. */
  private static long header(ByteBuffer in) throws IOException {
    byte[] bytes = new byte[Math.min(HEADER, in.remaining())];
    in.get(bytes);
    return SnapshotCodec.header(new DataInputStream(new java.io.ByteArrayInputStream(bytes)));
  }

  /**
   * The whole state, after the last part.
   *
   * @throws SnapshotException when something is missing
   */
  public Tables whole() throws SnapshotException {
    ByteBuffer end = ByteBuffer.wrap(rest);
    if (rest.length != END || end.getInt() != 0 || end.getLong() != records) {
      throw new SnapshotException("the snapshot is damaged: records are missing");
    }
    return partial;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeUTF(restore);
    out.writeLong(next);
    out.writeLong(records);
    out.writeLong(lastMillis);
    out.writeInt(rest.length);
    out.write(rest);
    SnapshotCodec.write(partial, out);
  }

  static Assembly read(DataInputStream in) throws IOException {
    String restore = in.readUTF();
    long next = in.readLong();
    long records = in.readLong();
    long lastMillis = in.readLong();
    byte[] rest = in.readNBytes(in.readInt());
    return new Assembly(restore, next, records, lastMillis, SnapshotCodec.read(in), rest);
  }
}
