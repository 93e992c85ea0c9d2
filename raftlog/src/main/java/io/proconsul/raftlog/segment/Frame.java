package io.proconsul.raftlog.segment;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The unit of writing: one batch under one checksum, so that a write cut short is one bad frame and
 * nothing valid follows it. A frame replaces whatever the log held from its first index on; with no
 * entries it merely cuts. The segment's salt keeps users' bytes from passing for a frame.
 *
 * <p>Layout: int body length, int CRC32C, long first index, int count; then per entry a flag byte,
 * an int length and the content.
 */
final class Frame {
  static final int HEADER = 20;
  static final int ENTRY_HEADER = 5;

  private static final int CRC_AT = 4;
  private static final int INDEX_AT = 8;
  private static final int COUNT_AT = 16;

  private Frame() {}

  static long size(List<Entry> entries) {
    long size = HEADER;
    for (var entry : entries) {
      size += ENTRY_HEADER + (long) entry.content().length;
    }
    return size;
  }

  /** Writes the frame at the buffer's position, which it moves. */
  static void write(ByteBuffer target, long salt, long first, List<Entry> entries) {
    var start = target.position();
    target.putInt(Math.toIntExact(size(entries) - HEADER)).putInt(0);
    target.putLong(first).putInt(entries.size());
    for (var entry : entries) {
      target.put((byte) (entry.marked() ? 1 : 0)).putInt(entry.content().length);
      target.put(entry.content());
    }
    var length = target.position() - start;
    target.putInt(start + CRC_AT, crc(target, start, length, salt));
  }

  /** The whole length of a valid frame at this place, or 0. */
  static int validLength(ByteBuffer source, int at, long salt) {
    var room = source.limit() - at;
    if (room < HEADER) {
      return 0;
    }
    var body = source.getInt(at);
    if (body < 0 || body > room - HEADER || source.getLong(at + INDEX_AT) < 1) {
      return 0;
    }
    var length = HEADER + body;
    return source.getInt(at + CRC_AT) == crc(source, at, length, salt) ? length : 0;
  }

  static long firstIndex(ByteBuffer source, int at) {
    return source.getLong(at + INDEX_AT);
  }

  static int count(ByteBuffer source, int at) {
    return source.getInt(at + COUNT_AT);
  }

  private static int crc(ByteBuffer frame, int at, int length, long salt) {
    var crc = new CRC32C();
    var seed = ByteBuffer.allocate(Long.BYTES).putLong(salt).flip();
    crc.update(seed);
    crc.update(frame.slice(at, CRC_AT));
    crc.update(frame.slice(at + INDEX_AT, length - INDEX_AT));
    return (int) crc.getValue();
  }
}
