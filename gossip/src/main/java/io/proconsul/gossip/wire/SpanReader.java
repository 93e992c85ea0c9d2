package io.proconsul.gossip.wire;

import io.proconsul.codec.DecodeException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts single MessagePack values out of a stream that has no other framing: it reads to a value's
 * end and not one byte further, because the other side keeps the stream open. For one stream and
 * thread.
 */
final class SpanReader {
  /** Of a value while it is an object. */
  private static final int VALUE_COST = 48;

  private final InputStream in;
  private final Allowance memory;
  private int budget;
  private long passing;
  private byte[] span = new byte[256];
  private int length;

  /**
   * @param budget how many bytes may be read in all
   * @param memory for what is read, all of which counts as kept
   */
  SpanReader(InputStream in, int budget, Allowance memory) {
    this.in = in;
    this.memory = memory;
    this.budget = budget;
  }

  /**
   * Good until the next one is read: the memory for its values counts until then.
   *
   * @throws DecodeException when it is no map, or the budget is spent
   */
  Struct struct(String type) throws IOException {
    length = 0;
    memory.give(passing);
    passing = 0;
    long open = 1;
    while (open > 0) {
      memory.take(VALUE_COST);
      passing += VALUE_COST;
      open += value() - 1;
      if (open > budget + 1L) {
        throw tooLong();
      }
    }
    return Struct.read(type, Arrays.copyOf(span, length), 0);
  }

  byte[] raw(int size) throws IOException {
    length = 0;
    take(size);
    return Arrays.copyOf(span, size);
  }

  /** Reads one value's header and its own bytes; says how many values follow inside it. */
  private long value() throws IOException {
    int tag = take(1);
    if (tag < 0x80 || tag >= 0xe0) {
      return 0;
    }
    if (tag < 0x90) {
      return 2L * (tag & 0x0f);
    }
    if (tag < 0xa0) {
      return tag & 0x0f;
    }
    if (tag < 0xc0) {
      return skip(tag & 0x1f);
    }
    return switch (tag) {
      case 0xc0, 0xc2, 0xc3 -> 0;
      case 0xc4, 0xd9 -> skip(number(1));
      case 0xc5, 0xda -> skip(number(2));
      case 0xc6, 0xdb -> skip(number(4));
      case 0xc7 -> skip(number(1) + 1);
      case 0xc8 -> skip(number(2) + 1);
      case 0xc9 -> skip(number(4) + 1);
      case 0xcc, 0xd0 -> skip(1);
      case 0xcd, 0xd1, 0xd4 -> skip(2);
      case 0xd5 -> skip(3);
      case 0xca, 0xce, 0xd2 -> skip(4);
      case 0xd6 -> skip(5);
      case 0xcb, 0xcf, 0xd3 -> skip(8);
      case 0xd7 -> skip(9);
      case 0xd8 -> skip(17);
      case 0xdc -> number(2);
      case 0xdd -> number(4);
      case 0xde -> 2 * number(2);
      case 0xdf -> 2 * number(4);
      default -> throw new DecodeException("msgpack: unknown tag 0x" + Integer.toHexString(tag));
    };
  }

  private long skip(long size) throws IOException {
    take(size);
    return 0;
  }

  private long number(int bytes) throws IOException {
    int start = length;
    take(bytes);
    long number = 0;
    for (int i = start; i < length; i++) {
      number = number << 8 | span[i] & 0xff;
    }
    return number;
  }

  /** Memory grows with what has come, not with what was announced. Answers the first byte. */
  private int take(long size) throws IOException {
    if (size > budget) {
      throw tooLong();
    }
    budget -= (int) size;
    int start = length;
    int left = (int) size;
    while (left > 0) {
      if (length == span.length) {
        span = Arrays.copyOf(span, length * 2);
      }
      int count = in.read(span, length, Math.min(left, span.length - length));
      if (count < 0) {
        throw new EOFException("unexpected EOF");
      }
      memory.take(count);
      length += count;
      left -= count;
    }
    return size == 0 ? 0 : span[start] & 0xff;
  }

  private static DecodeException tooLong() {
    return new DecodeException("Remote node state is larger than limit");
  }
}
