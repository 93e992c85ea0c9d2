package io.proconsul.codec.msgpack;

import io.proconsul.codec.DecodeException;

/**
 * Finds where a value ends while its bytes arrive in pieces of any size. Nothing is built or kept
 * of them, and nesting costs nothing, so a stranger may be the sender. For one thread.
 */
public final class MsgpackBoundary {
  /** Values that are still to come, of all that are open. */
  private long values;

  /** Bytes of content to pass over. */
  private long content;

  /** Bytes of a size that are still to come. */
  private int sizeBytes;

  private long size;

  /** What the size that is being read counts. */
  private Counted counted = Counted.BYTES;

  private enum Counted {
    BYTES,
    EXTENSION,
    ELEMENTS,
    PAIRS
  }

  public MsgpackBoundary() {
    restart();
  }

  /** Expects a value from its start. */
  public void restart() {
    values = 1;
    content = 0;
    sizeBytes = 0;
  }

  /** Whether the value has ended. */
  public boolean complete() {
    return values == 0 && content == 0 && sizeBytes == 0;
  }

  /**
   * Goes on, at most to the value's end.
   *
   * @return how many bytes belong to the value
   * @throws DecodeException when this is no MessagePack
   */
  public int advance(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end && !complete()) {
      if (content > 0) {
        int passed = (int) Math.min(content, end - at);
        content -= passed;
        at += passed;
      } else if (sizeBytes > 0) {
        size = size << 8 | bytes[at++] & 0xff;
        if (--sizeBytes == 0) {
          counted();
        }
      } else {
        values--;
        tag(bytes[at++] & 0xff);
      }
    }
    return at - offset;
  }

  private void counted() {
    switch (counted) {
      case BYTES -> content = size;
      case EXTENSION -> content = size + 1;
      case ELEMENTS -> values += size;
      case PAIRS -> values += size * 2;
    }
  }

  private void tag(int tag) {
    if (tag < 0x80 || tag >= 0xe0) {
      return;
    }
    switch (tag & 0xf0) {
      case 0x80 -> values += (tag & 0x0f) * 2L;
      case 0x90 -> values += tag & 0x0f;
      case 0xa0, 0xb0 -> content = tag & 0x1f;
      default -> wide(tag);
    }
  }

  private void wide(int tag) {
    switch (tag) {
      case 0xc0, 0xc2, 0xc3 -> content = 0;
      case 0xc4, 0xd9 -> expect(1, Counted.BYTES);
      case 0xc5, 0xda -> expect(2, Counted.BYTES);
      case 0xc6, 0xdb -> expect(4, Counted.BYTES);
      case 0xc7 -> expect(1, Counted.EXTENSION);
      case 0xc8 -> expect(2, Counted.EXTENSION);
      case 0xc9 -> expect(4, Counted.EXTENSION);
      case 0xcc, 0xd0 -> content = 1;
      case 0xcd, 0xd1 -> content = 2;
      case 0xca, 0xce, 0xd2 -> content = 4;
      case 0xcb, 0xcf, 0xd3 -> content = 8;
      case 0xd4, 0xd5, 0xd6, 0xd7, 0xd8 -> content = 1 + (1L << tag - 0xd4);
      case 0xdc -> expect(2, Counted.ELEMENTS);
      case 0xdd -> expect(4, Counted.ELEMENTS);
      case 0xde -> expect(2, Counted.PAIRS);
      case 0xdf -> expect(4, Counted.PAIRS);
      default -> throw new DecodeException("msgpack: unknown tag 0x" + Integer.toHexString(tag));
    }
  }

  private void expect(int bytes, Counted what) {
    sizeBytes = bytes;
    size = 0;
    counted = what;
  }
}
