package io.proconsul.raftlog.segment;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * One file of the log: a header, frames, then zeros that hold the place of frames to come, so that
 * a write seldom changes the file's size. Owned by {@link SegmentLog}, which guards it.
 */
final class Segment implements Closeable {
  static final int HEADER = 32;

  private static final String SUFFIX = ".log";
  private static final long MAGIC = 0x50524f434c4f4731L; // PROCLOG1
  private static final int CRC_AT = 28;
  private static final int ALLOCATION = 1 << 20;
  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(64 << 10).asReadOnlyBuffer();

  /**
   * What the file says of itself.
   *
   * @param number its place among the files
   * @param first the index that came next when it was begun
   * @param reset whether the log began anew with it, whatever earlier files hold
   */
  record Header(long number, long first, long salt, boolean reset) {}

  private final Path file;
  private final FileChannel channel;
  private final Header header;
  private final int allocation;
  private final Syncing syncing;
  private long end;
  private long allocated;

  /** What all files of a log have in common. */
  record Shape(int segmentBytes, Syncing syncing) {}

  private Segment(Path file, FileChannel channel, Header header, Shape settings)
      throws IOException {
    this.file = file;
    this.channel = channel;
    this.header = header;
    this.allocation = Math.min(ALLOCATION, settings.segmentBytes());
    this.syncing = settings.syncing();
    this.end = HEADER;
    this.allocated = channel.size();
  }

  /** On disk, name and all, when this returns. */
  static Segment create(Path folder, Header header, Shape settings) throws IOException {
    var file = folder.resolve(String.format(Locale.ROOT, "%016d%s", header.number(), SUFFIX));
    var channel = FileChannel.open(
        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      var buffer = ByteBuffer.allocate(HEADER).putLong(MAGIC).putLong(header.first());
      buffer.putLong(header.salt()).putInt(header.reset() ? 1 : 0);
      buffer.putInt(crc(buffer));
      writeFully(channel, buffer.flip(), 0);
      force(channel, true, settings.syncing());
      forceFolder(folder, settings.syncing());
      return new Segment(file, channel, header, settings);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Empty if the header was never completed, so that no frame can have been acknowledged. */
  static Optional<Segment> open(Path file, Shape settings) throws IOException {
    var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    var buffer = ByteBuffer.allocate(HEADER);
    while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) > 0) {}
    var valid = !buffer.hasRemaining()
        && buffer.getLong(0) == MAGIC
        && buffer.getInt(CRC_AT) == crc(buffer);
    if (!valid) {
      channel.close();
      return Optional.empty();
    }
    var number = number(file).orElseThrow();
    var header = new Header(number, buffer.getLong(8), buffer.getLong(16), buffer.getInt(24) == 1);
    return Optional.of(new Segment(file, channel, header, settings));
  }

  /** The number in a segment's name; empty for other files. */
  static OptionalLong number(Path file) {
    var name = file.getFileName().toString();
    return name.matches("\\d{16}\\" + SUFFIX)
        ? OptionalLong.of(Long.parseLong(name.substring(0, name.length() - SUFFIX.length())))
        : OptionalLong.empty();
  }

  Path file() {
    return file;
  }

  FileChannel channel() {
    return channel;
  }

  Header header() {
    return header;
  }

  long end() {
    return end;
  }

  /** Recovery found the last frame to end here. */
  void endsAt(long position) {
    end = position;
  }

  /** Drops everything after the end; what recovery judged to be an unfinished write. */
  void cut() throws IOException {
    channel.truncate(end);
    force(channel, true, syncing);
    allocated = end;
  }

  /** Writes a frame behind the last and waits until it is on disk. */
  void append(ByteBuffer frame) throws IOException {
    var after = end + frame.remaining();
    // The header of the frame to come must read as zero.
    var needed = after + Frame.HEADER;
    if (needed > allocated) {
      allocate((needed + allocation - 1) / allocation * allocation);
    }
    writeFully(channel, frame, end);
    force(channel, false, syncing);
    end = after;
  }

  private void allocate(long size) throws IOException {
    while (allocated < size) {
      var zeros = ZEROS.duplicate();
      zeros.limit((int) Math.min(zeros.capacity(), size - allocated));
      allocated += channel.write(zeros, allocated);
    }
  }

  byte[] read(long at, int length) throws IOException {
    var buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw new IOException(file + " ends before byte " + (at + length));
      }
    }
    return buffer.array();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  void delete() throws IOException {
    channel.close();
    Files.delete(file);
  }

  /** Makes new and deleted names in the folder last. */
  static void forceFolder(Path folder, Syncing syncing) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      force(channel, true, syncing);
    }
  }

  /** Takes everything behind the end off a file that is closed; a failed write may be there. */
  void cutClosed() throws IOException {
    try (var again = FileChannel.open(file, StandardOpenOption.WRITE)) {
      again.truncate(end);
      force(again, true, syncing);
    }
  }

  private static void force(FileChannel channel, boolean metadata, Syncing syncing)
      throws IOException {
    try {
      syncing.force(channel, metadata);
    } catch (IOException e) {
      throw new Syncing.UnsyncedException(e);
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer source, long at)
      throws IOException {
    var position = at;
    while (source.hasRemaining()) {
      position += channel.write(source, position);
    }
  }

  private static int crc(ByteBuffer header) {
    var crc = new CRC32C();
    crc.update(header.slice(0, CRC_AT));
    return (int) crc.getValue();
  }
}
