package io.proconsul.gossip.wire;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * LZW with 8-bit literals, codes of 9 to 12 bits and the least significant bit first, as GIF and
 * Go's {@code compress/lzw} have it. A decoder reads any such stream; this one begins anew when its
 * codes run out.
 */
final class Lzw {
  static final int CLEAR = 256;
  static final int END = 257;
  static final int MAX_CODES = 4096;

  private final ByteArrayOutputStream out;
  private final int[] keys;
  private final short[] codes;
  private int bits;
  private int bitCount;
  private int width = 9;
  private int newest = END;

  private Lzw(int plainLength) {
    out = new ByteArrayOutputStream(plainLength / 2 + 16);
    int slots = Integer.highestOneBit(Math.clamp(plainLength, 16, MAX_CODES)) * 4;
    keys = new int[slots];
    codes = new short[slots];
  }

  static byte[] compress(byte[] plain) {
    Lzw lzw = new Lzw(plain.length);
    lzw.put(CLEAR);
    if (plain.length > 0) {
      lzw.encode(plain);
    }
    lzw.put(END);
    if (lzw.bitCount > 0) {
      lzw.out.write(lzw.bits);
    }
    return lzw.out.toByteArray();
  }

  private void encode(byte[] plain) {
    int prefix = plain[0] & 0xff;
    for (int i = 1; i < plain.length; i++) {
      int literal = plain[i] & 0xff;
      int key = (prefix << 8 | literal) + 1; // zero marks a free slot
      int slot = slot(key);
      if (keys[slot] == key) {
        prefix = codes[slot];
        continue;
      }
      put(prefix);
      prefix = literal;
      if (grow()) {
        keys[slot] = key;
        codes[slot] = (short) newest;
      }
    }
    put(prefix);
    grow();
  }

  private int slot(int key) {
    int mask = keys.length - 1;
    int slot = key * 0x9E3779B1 >>> 16 & mask;
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  /** Counts the code which the reader makes of what was just put; false when all was forgotten. */
  private boolean grow() {
    newest++;
    if (newest == 1 << width) {
      width++;
    }
    if (newest < MAX_CODES - 1) {
      return true;
    }
    put(CLEAR);
    Arrays.fill(keys, 0);
    width = 9;
    newest = END;
    return false;
  }

  private void put(int code) {
    bits |= code << bitCount;
    bitCount += width;
    while (bitCount >= 8) {
      out.write(bits);
      bits >>>= 8;
      bitCount -= 8;
    }
  }
}
