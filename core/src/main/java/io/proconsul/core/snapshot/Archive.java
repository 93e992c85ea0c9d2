package io.proconsul.core.snapshot;

import io.proconsul.core.state.Tables;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * What {@code consul snapshot save} writes: a tar in gzip of {@code meta.json}, {@code state.bin}
 * (of {@link SnapshotCodec}) and {@code SHA256SUMS} of both. Never in memory as a whole.
 */
public final class Archive {
  private static final String META = "meta.json";
  private static final String STATE = "state.bin";
  private static final String SUMS = "SHA256SUMS";
  private static final int MAX_SMALL = 1 << 20;

  /** What a state may unpack to: a small archive must not keep a server busy for ever. */
  private static final long MAX_STATE = 64L << 30;

  private static final int BUFFER = 64 * 1024;

  private Archive() {}

  /** Takes {@code state.bin}; need not read all of it. */
  public interface StateReader {
    void read(InputStream state) throws IOException;
  }

  /**
   * Writes an archive; the state is rendered twice, since its size comes first. Does not close the
   * stream.
   */
  public static void write(Tables tables, ArchiveMeta named, long nowMillis, OutputStream stream)
      throws IOException {
    Hashed state = new Hashed();
    BufferedOutputStream counted = new BufferedOutputStream(state, BUFFER);
    SnapshotCodec.write(tables, counted);
    counted.flush();
    byte[] meta = named.withSize(state.count()).toJson();
    Hashed hashedMeta = new Hashed();
    hashedMeta.write(meta, 0, meta.length);
    String sums = hashedMeta.hex() + "  " + META + "\n" + state.hex() + "  " + STATE + "\n";

    GZIPOutputStream gzip = new GZIPOutputStream(stream, BUFFER);
    OutputStream out = new BufferedOutputStream(gzip, BUFFER);
    long seconds = nowMillis / 1_000;
    small(META, meta, seconds, out);
    Tar.Entry entry = new Tar.Entry(STATE, state.count());
    Tar.writeHeader(entry, seconds, out);
    SnapshotCodec.write(tables, out);
    Tar.writePadding(entry, out);
    small(SUMS, sums.getBytes(StandardCharsets.US_ASCII), seconds, out);
    Tar.writeEnd(out);
    out.flush();
    gzip.finish();
  }

  private static void small(String name, byte[] content, long seconds, OutputStream out)
      throws IOException {
    Tar.Entry entry = new Tar.Entry(name, content.length);
    Tar.writeHeader(entry, seconds, out);
    out.write(content);
    Tar.writePadding(entry, out);
  }

  /**
   * Reads a whole archive and checks it against its sums.
   *
   * @param reader gets the state before it is known whether the sums agree
   * @throws SnapshotException in Consul's words when it is no archive, damaged or not whole
   */
  public static ArchiveMeta read(InputStream stream, StateReader reader) throws IOException {
    InputStream in = unzip(stream);
    try {
      return new Reading(in, reader).all();
    } catch (SnapshotException e) {
      throw new SnapshotException("failed to read snapshot file: " + e.getMessage());
    } catch (EOFException _) {
      throw unreadable("unexpected EOF");
    } catch (ZipException e) {
      throw unreadable("gzip: " + e.getMessage());
    }
  }

  private static SnapshotException unreadable(String why) {
    return new SnapshotException("failed to read snapshot file: failed reading snapshot: " + why);
  }

  /** Checks all of an archive and keeps nothing; a state of another program is refused. */
  public static ArchiveMeta verify(InputStream stream) throws IOException {
    return read(stream, state -> SnapshotCodec.scan(state, (_, _, _) -> {}));
  }

  private static InputStream unzip(InputStream stream) throws IOException {
    PushbackInputStream in = new PushbackInputStream(stream, 1);
    int first = in.read();
    if (first < 0) {
      throw new SnapshotException("failed to decompress snapshot: EOF");
    }
    in.unread(first);
    try {
      return new GZIPInputStream(in, BUFFER);
    } catch (EOFException _) {
      throw new SnapshotException("failed to decompress snapshot: unexpected EOF");
    } catch (ZipException _) {
      throw new SnapshotException("failed to decompress snapshot: gzip: invalid header");
    }
  }

  /** One archive on its way. */
  private static final class Reading {
    private final InputStream in;
    private final StateReader reader;
    private final Map<String, String> found = new LinkedHashMap<>();
    private byte @org.jspecify.annotations.Nullable [] meta;
    private byte[] sums = new byte[0];

    Reading(InputStream in, StateReader reader) {
      this.in = in;
      this.reader = reader;
    }

    ArchiveMeta all() throws IOException {
      for (Tar.Entry entry = Tar.readHeader(in); entry != null; entry = Tar.readHeader(in)) {
        if (found.containsKey(entry.name())) {
          throw new SnapshotException("duplicate file \"" + entry.name() + "\" in snapshot");
        }
        switch (entry.name()) {
          case META -> meta = small(entry);
          case STATE -> state(entry);
          case SUMS -> sums = small(entry);
          default ->
            throw new SnapshotException("unexpected file \"" + entry.name() + "\" in snapshot");
        }
        Tar.skipPadding(entry, in);
      }
      // To the end of the stream, so that gzip's own checksum is looked at.
      in.transferTo(OutputStream.nullOutputStream());
      checkSums();
      return ArchiveMeta.parse(java.util.Objects.requireNonNull(meta));
    }

    private byte[] small(Tar.Entry entry) throws IOException {
      if (entry.size() > MAX_SMALL) {
        throw new SnapshotException(entry.name() + " has " + entry.size() + " bytes");
      }
      byte[] content = in.readNBytes((int) entry.size());
      if (content.length < entry.size()) {
        throw new EOFException();
      }
      MessageDigest digest = Hashed.sha256();
      digest.update(content);
      found.put(entry.name(), Hashed.hex(digest));
      return content;
    }

    private void state(Tar.Entry entry) throws IOException {
      if (entry.size() > MAX_STATE) {
        throw new SnapshotException("a state of " + entry.size() + " bytes is too large");
      }
      if (meta == null) {
        throw new SnapshotException(STATE + " comes before " + META);
      }
      ArchiveMeta.parse(meta).checkFormat();
      MessageDigest digest = Hashed.sha256();
      InputStream state = new DigestInputStream(new Bounded(in, entry.size()), digest);
      reader.read(state);
      state.transferTo(OutputStream.nullOutputStream());
      found.put(STATE, Hashed.hex(digest));
    }

    private void checkSums() throws SnapshotException {
      Map<String, String> wanted = new LinkedHashMap<>();
      for (String line : new String(sums, StandardCharsets.UTF_8).lines().toList()) {
        String[] words = line.strip().split("\\s+", 2);
        if (words.length == 2) {
          wanted.put(words[1], words[0]);
        }
      }
      for (String name : new String[] {META, STATE}) {
        String hash = found.get(name);
        if (hash == null) {
          throw integrity("file missing for \"" + name + "\"");
        }
        if (!wanted.containsKey(name)) {
          throw integrity("list missing hash for \"" + name + "\"");
        }
        if (!hash.equals(wanted.get(name))) {
          throw integrity("hash check failed for \"" + name + "\"");
        }
      }
    }

    private static SnapshotException integrity(String why) {
      return new SnapshotException("failed checking integrity of snapshot: " + why);
    }
  }

  /** So many bytes of a stream; that there are fewer is an error. */
  private static final class Bounded extends FilterInputStream {
    private long left;

    Bounded(InputStream in, long size) {
      super(in);
      left = size;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int n = super.read(bytes, from, (int) Math.min(length, left));
      if (n < 0) {
        throw new EOFException();
      }
      left -= n;
      return n;
    }

    @Override
    public long skip(long n) throws IOException {
      throw new IOException("what is hashed is not skipped");
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
