package io.proconsul.gossip.wire;

import io.proconsul.codec.DecodeException;
import java.util.Arrays;

/** Reads what {@link Lzw} and Go's {@code compress/lzw} write, up to a size. */
final class LzwReader {
  private static final int NONE = -1;

  private final byte[] packed;
  private final int limit;
  private final Allowance memory;
  private final short[] prefixes = new short[Lzw.MAX_CODES];
  private final byte[] lasts = new byte[Lzw.MAX_CODES];
  private byte[] plain;
  private int length;
  private int at;
  private int bits;
  private int bitCount;
  private int width = 9;
  private int next = Lzw.END + 1;
  private int previous = NONE;
  private int previousStart;

  private LzwReader(byte[] packed, int limit, Allowance memory) {
    this.packed = packed;
    this.limit = limit;
    this.memory = memory;
    int likely = (int) Math.min(limit, packed.length * 3L + 16);
    memory.take(likely);
    this.plain = new byte[likely];
  }

  /**
   * @param limit how many bytes may come of it
   * @param memory for them; what the longest array was stays taken
   * @throws DecodeException when the stream is cut off, has a code from nowhere, or holds more
   */
  static byte[] decompress(byte[] packed, int limit, Allowance memory) {
    LzwReader reader = new LzwReader(packed, limit, memory);
    reader.readAll();
    return Arrays.copyOf(reader.plain, reader.length);
  }

  private void readAll() {
    for (int code = code(); code != Lzw.END; code = code()) {
      if (code == Lzw.CLEAR) {
        width = 9;
        next = Lzw.END + 1;
        previous = NONE;
        continue;
      }
      int start = length;
      expand(code);
      remember(start);
      previous = code;
      previousStart = start;
      if (next == 1 << width && width < 12) {
        width++;
      }
    }
  }

  private void expand(int code) {
    if (code < Lzw.CLEAR) {
      append((byte) code);
    } else if (code < next) {
      unfold(code);
    } else if (code == next && previous != NONE && next < Lzw.MAX_CODES) {
      int end = length;
      for (int i = previousStart; i < end; i++) {
        append(plain[i]);
      }
      append(plain[previousStart]);
    } else {
      throw new DecodeException("lzw: invalid code");
    }
  }

  private void unfold(int code) {
    int size = 1;
    for (int c = code; c > Lzw.END; c = prefixes[c]) {
      size++;
    }
    ensure(size);
    int index = length + size;
    length = index;
    int c = code;
    for (; c > Lzw.END; c = prefixes[c]) {
      plain[--index] = lasts[c];
    }
    plain[--index] = (byte) c;
  }

  /** A new code stands for the previous piece and the first byte of this one. */
  private void remember(int start) {
    if (previous != NONE && next < Lzw.MAX_CODES) {
      prefixes[next] = (short) previous;
      lasts[next] = plain[start];
      next++;
    }
  }

  private void append(byte value) {
    ensure(1);
    plain[length++] = value;
  }

  private void ensure(int more) {
    if (more > limit - length) {
      throw new DecodeException("lzw: more than " + limit + " bytes");
    }
    if (length + more > plain.length) {
      int larger = (int) Math.min(limit, Math.max(length + more, 2L * length));
      memory.take(larger - plain.length);
      plain = Arrays.copyOf(plain, larger);
    }
  }

  private int code() {
    while (bitCount < width) {
      if (at == packed.length) {
        throw new DecodeException("lzw: unexpected EOF");
      }
      bits |= (packed[at++] & 0xff) << bitCount;
      bitCount += 8;
    }
    int code = bits & (1 << width) - 1;
    bits >>>= width;
    bitCount -= width;
    return code;
  }
}
