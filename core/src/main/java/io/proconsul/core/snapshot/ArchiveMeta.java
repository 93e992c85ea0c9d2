package io.proconsul.core.snapshot;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import io.proconsul.codec.json.JsonReader;
import io.proconsul.codec.json.JsonWriter;
import java.io.IOException;

/**
 * {@code meta.json} of an archive: Consul's fields, and which format the state has.
 *
 * @param id names the snapshot
 * @param index of the state
 * @param term of the log when it was taken
 * @param size of {@code state.bin} in bytes
 * @param format {@value #FORMAT} for what this program wrote; empty for Consul's own
 */
public record ArchiveMeta(String id, long index, long term, long size, String format) {
  /** Consul's number for the layout of archives. */
  public static final int VERSION = 1;

  private static final String FORMAT = "proconsul";

  /** Of a snapshot that is taken now. */
  public static ArchiveMeta of(long index, long term, long nowMillis) {
    String id = term + "-" + Long.toUnsignedString(index) + "-" + nowMillis;
    return new ArchiveMeta(id, index, term, 0, FORMAT);
  }

  ArchiveMeta withSize(long bytes) {
    return new ArchiveMeta(id, index, term, bytes, format);
  }

  /** @throws SnapshotException when the state is of a kind that only others read */
  void checkFormat() throws SnapshotException {
    if (!format.equals(FORMAT)) {
      throw new SnapshotException("it was written by another program, not by Proconsul, which"
          + " cannot read the state in it; bring the keys with 'consul kv export' and"
          + " 'consul kv import'");
    }
  }

  byte[] toJson() {
    return JsonWriter.compact(this, (meta, out) -> {
      out.beginObject();
      out.field("Version", VERSION);
      out.field("ID", meta.id);
      out.unsignedField("Index", meta.index);
      out.unsignedField("Term", meta.term);
      out.field("Size", meta.size);
      out.field("Format", meta.format);
      out.field("FormatVersion", SnapshotCodec.VERSION);
      out.endObject();
    });
  }

  static ArchiveMeta parse(byte[] json) throws IOException {
    try {
      if (!(JsonReader.parseFirst(json) instanceof Value.Obj object)) {
        throw new SnapshotException("failed to decode snapshot metadata: it is no object");
      }
      Fields in = new Fields("SnapshotMeta", object);
      return new ArchiveMeta(
          in.string("ID"),
          in.unsigned("Index"),
          in.unsigned("Term"),
          in.longInteger("Size"),
          in.string("Format"));
    } catch (DecodeException e) {
      throw new SnapshotException("failed to decode snapshot metadata: " + e.getMessage());
    }
  }
}
