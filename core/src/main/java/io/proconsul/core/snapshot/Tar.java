package io.proconsul.core.snapshot;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** As much of the format of {@code tar} (ustar) as an archive needs: plain files. */
final class Tar {
  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final int SIZE = 124;
  private static final int SIZE_DIGITS = 12;
  private static final int CHECKSUM = 148;
  private static final int CHECKSUM_DIGITS = 8;
  private static final int TYPE = 156;

  /** A size of more than 11 octal digits: GNU's binary form. */
  private static final int BINARY = 0x80;

  private Tar() {}

  /** A file of an archive. */
  record Entry(String name, long size) {
    /** Bytes that follow its content. */
    int padding() {
      return (int) (-size & (BLOCK - 1));
    }
  }

  static void writeHeader(Entry entry, long seconds, OutputStream out) throws IOException {
    byte[] block = new byte[BLOCK];
    put(block, 0, entry.name());
    put(block, 100, "0000600\0" + "0000000\0" + "0000000\0");
    if (entry.size() < 1L << 33) {
      put(block, SIZE, octal(entry.size(), SIZE_DIGITS - 1));
    } else {
      block[SIZE] = (byte) BINARY;
      for (int i = 0; i < Long.BYTES; i++) {
        block[SIZE + SIZE_DIGITS - 1 - i] = (byte) (entry.size() >>> (8 * i));
      }
    }
    put(block, 136, octal(seconds, 11));
    block[TYPE] = '0';
    put(block, 257, "ustar\00000");
    put(block, CHECKSUM, octal(sum(block), 6) + "\0 ");
    out.write(block);
  }

  static void writePadding(Entry entry, OutputStream out) throws IOException {
    out.write(new byte[entry.padding()]);
  }

  static void writeEnd(OutputStream out) throws IOException {
    out.write(new byte[2 * BLOCK]);
  }

  /**
   * The next file's header.
   *
   * @return null at the end
   * @throws SnapshotException for what is no tar
   */
  static @org.jspecify.annotations.Nullable Entry readHeader(InputStream in) throws IOException {
    byte[] block = in.readNBytes(BLOCK);
    if (block.length == 0 || block.length == BLOCK && isEmpty(block)) {
      return null;
    }
    if (block.length < BLOCK) {
      throw new EOFException("unexpected EOF");
    }
    long size = size(block);
    if (number(block, CHECKSUM, CHECKSUM_DIGITS) != sum(block) || size < 0) {
      throw new SnapshotException("archive/tar: invalid tar header");
    }
    int end = 0;
    while (end < NAME && block[end] != 0) {
      end++;
    }
    return new Entry(new String(block, 0, end, StandardCharsets.UTF_8), size);
  }

  static void skipPadding(Entry entry, InputStream in) throws IOException {
    in.skipNBytes(entry.padding());
  }

  private static long size(byte[] block) throws SnapshotException {
    if ((block[SIZE] & BINARY) == 0) {
      return number(block, SIZE, SIZE_DIGITS);
    }
    long size = 0;
    for (int i = SIZE + SIZE_DIGITS - Long.BYTES; i < SIZE + SIZE_DIGITS; i++) {
      size = size << 8 | block[i] & 0xff;
    }
    return size;
  }

  private static boolean isEmpty(byte[] block) {
    return Arrays.equals(block, new byte[BLOCK]);
  }

  /** With spaces in the place of the sum itself. */
  private static long sum(byte[] block) {
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      boolean own = i >= CHECKSUM && i < CHECKSUM + CHECKSUM_DIGITS;
      sum += own ? ' ' : block[i] & 0xff;
    }
    return sum;
  }

  private static long number(byte[] block, int from, int length) throws SnapshotException {
    String text = new String(block, from, length, StandardCharsets.US_ASCII)
        .replace('\0', ' ')
        .strip();
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text, 8);
    } catch (NumberFormatException _) {
      throw new SnapshotException("archive/tar: invalid tar header");
    }
  }

  private static String octal(long number, int digits) {
    String text = Long.toOctalString(number);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }

  private static void put(byte[] block, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }
}
