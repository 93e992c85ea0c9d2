package io.proconsul.core.snapshot;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import io.proconsul.codec.msgpack.MsgpackReader;
import io.proconsul.codec.msgpack.MsgpackWriter;
import io.proconsul.core.state.Tables;
import io.proconsul.core.state.Tx;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * Tables as bytes: a magic word, the format's version and the index; then records, each a length
 * and a MessagePack map with its section's name; then a zero length, the number of records and a
 * CRC-32C of all before. One record is in memory at a time. Tables that follow from others are not
 * written.
 */
public final class SnapshotCodec {
  static final byte[] MAGIC = "PROCONSL".getBytes(StandardCharsets.US_ASCII);
  static final int VERSION = 1;

  /** Above any value that the store takes; bounds what a damaged length can make us read. */
  static final int MAX_RECORD = 256 << 20;

  private static final String SECTION = "T";

  private SnapshotCodec() {}

  /** Writes the tables; neither buffers nor closes the stream. */
  public static void write(Tables tables, OutputStream stream) throws IOException {
    CRC32C checksum = new CRC32C();
    DataOutputStream out = new DataOutputStream(new CheckedOutputStream(stream, checksum));
    out.write(MAGIC);
    out.writeInt(VERSION);
    out.writeLong(tables.index());
    long records = 0;
    for (Section section : Sections.ALL) {
      Records sink = new Records(section.name(), out);
      section.write(tables, sink);
      records += sink.finish();
    }
    out.writeInt(0);
    out.writeLong(records);
    out.writeLong(checksum.getValue());
    out.flush();
  }

  /**
   * Reads what {@link #write} wrote, and no byte further; does not close the stream.
   *
   * @throws SnapshotException when it is damaged, cut off, or of a version unknown to this one
   */
  public static Tables read(InputStream stream) throws IOException {
    CRC32C checksum = new CRC32C();
    DataInputStream in = new DataInputStream(new CheckedInputStream(stream, checksum));
    return orDamaged(() -> read(in, checksum));
  }

  /** Something that reads a snapshot. */
  interface Reading<T> {
    T read() throws IOException;
  }

  static <T> T orDamaged(Reading<T> reading) throws IOException {
    try {
      return reading.read();
    } catch (EOFException e) {
      throw new SnapshotException("the snapshot is cut off");
    } catch (DecodeException e) {
      throw new SnapshotException("the snapshot is damaged: " + e.getMessage());
    } catch (RuntimeException e) {
      // The checksum comes last, so until then damage may look like anything.
      throw new SnapshotException("the snapshot is damaged: " + e);
    }
  }

  private static Tables read(DataInputStream in, CRC32C checksum) throws IOException {
    long index = header(in);
    Tx tx = new Tx(Tables.empty(), index, 0);
    records(in, checksum, (section, _, fields) -> Sections.named(section).read(fields, tx));
    return tx.commit();
  }

  /** Hears of each record of a snapshot. */
  public interface Visitor {
    /**
     * @param section the name of its table
     * @param size in bytes, as it is written
     */
    void record(String section, int size, Fields record);
  }

  /**
   * Goes through what {@link #write} wrote without keeping any of it, to the end.
   *
   * @return the index of the state
   * @throws SnapshotException as {@link #read}; also for a section that is not known
   */
  public static long scan(InputStream stream, Visitor visitor) throws IOException {
    CRC32C checksum = new CRC32C();
    DataInputStream in = new DataInputStream(new CheckedInputStream(stream, checksum));
    return orDamaged(() -> {
      long index = header(in);
      records(in, checksum, (section, size, record) -> {
        Sections.named(section);
        visitor.record(section, size, record);
      });
      return index;
    });
  }

  private static void records(DataInputStream in, CRC32C checksum, Visitor visitor)
      throws IOException {
    long records = 0;
    for (int length = in.readInt(); length != 0; length = in.readInt()) {
      Fields record = record(in, length);
      visitor.record(record.string(SECTION), Integer.BYTES + length, record);
      records++;
    }
    if (in.readLong() != records) {
      throw new SnapshotException("the snapshot is damaged: records are missing");
    }
    long sum = checksum.getValue();
    if (in.readLong() != sum) {
      throw new SnapshotException("the snapshot is damaged: its checksum does not agree");
    }
  }

  static long header(DataInputStream in) throws IOException {
    byte[] magic = in.readNBytes(MAGIC.length);
    if (!java.util.Arrays.equals(magic, MAGIC)) {
      throw new SnapshotException("this is no snapshot of Proconsul");
    }
    int version = in.readInt();
    if (version != VERSION) {
      throw new SnapshotException("the snapshot has format " + version + ", this version reads "
          + VERSION + "; start the version that wrote it, or a newer one");
    }
    return in.readLong();
  }

  private static Fields record(DataInputStream in, int length) throws IOException {
    check(length);
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return record(bytes);
  }

  private static void check(int length) throws SnapshotException {
    if (length < 0 || length > MAX_RECORD) {
      throw new SnapshotException("the snapshot is damaged: a record of " + length + " bytes");
    }
  }

  private static Fields record(byte[] bytes) throws SnapshotException {
    if (!(MsgpackReader.read(bytes) instanceof Value.Obj object)) {
      throw new SnapshotException("the snapshot is damaged: a record is not a map");
    }
    return new Fields("Record", object);
  }

  /**
   * Puts those records into the transaction that are whole in the buffer, and leaves it at the
   * first that is not.
   *
   * @return how many; a record of length 0 ends the list and is not counted nor taken
   */
  static int take(ByteBuffer in, Tx tx) throws SnapshotException {
    int taken = 0;
    while (in.remaining() >= Integer.BYTES) {
      int length = in.getInt(in.position());
      check(length);
      if (length == 0 || in.remaining() - Integer.BYTES < length) {
        break;
      }
      byte[] bytes = new byte[length];
      in.position(in.position() + Integer.BYTES).get(bytes);
      Fields record = record(bytes);
      Sections.named(record.string(SECTION)).read(record, tx);
      taken++;
    }
    return taken;
  }

  /** Takes the records of one section; remembers a failure, since visitors cannot throw it. */
  static final class Records {
    private final String section;
    private final DataOutputStream out;
    private long count;
    private @org.jspecify.annotations.Nullable IOException failure;

    Records(String section, DataOutputStream out) {
      this.section = section;
      this.out = out;
    }

    /** Writes a record; returns whether to go on. */
    boolean add(java.util.function.Consumer<MsgpackWriter> writer) {
      MsgpackWriter record = new MsgpackWriter();
      record.beginObject();
      record.field(SECTION, section);
      writer.accept(record);
      record.endObject();
      byte[] bytes = record.toBytes();
      try {
        out.writeInt(bytes.length);
        out.write(bytes);
      } catch (IOException e) {
        failure = e;
        return false;
      }
      count++;
      return true;
    }

    long finish() throws IOException {
      if (failure != null) {
        throw failure;
      }
      return count;
    }
  }
}
