package io.proconsul.core.dns;

import java.util.Arrays;

/**
 * Where in a message names stand that later ones may point to (RFC 1035, 4.1.4): a hash table from
 * a name's hash to its offset. Owned by one writer; bounded by the offsets that a pointer can hold.
 */
final class Compression {
  /** A pointer has 14 bits. */
  private static final int MAX_OFFSET = 0x3fff;

  private static final int FIRST_SIZE = 256;

  private int[] offsets = new int[FIRST_SIZE];
  private int[] hashes = new int[FIRST_SIZE];
  private int count;

  void clear() {
    if (count > 0) {
      Arrays.fill(offsets, 0);
      count = 0;
    }
  }

  void add(int hash, int offset) {
    if (offset > MAX_OFFSET) {
      return;
    }
    if (count * 2 >= offsets.length) {
      grow();
    }
    int slot = mix(hash) & (offsets.length - 1);
    while (offsets[slot] != 0) {
      slot = (slot + 1) & (offsets.length - 1);
    }
    offsets[slot] = offset;
    hashes[slot] = hash;
    count++;
  }

  /**
   * The offset of the same name; 0 for none.
   *
   * @param from where the name stands in full
   */
  int find(int hash, byte[] message, int from) {
    int slot = mix(hash) & (offsets.length - 1);
    while (offsets[slot] != 0) {
      if (hashes[slot] == hash && same(message, offsets[slot], from)) {
        return offsets[slot];
      }
      slot = (slot + 1) & (offsets.length - 1);
    }
    return 0;
  }

  /** Pointers only lead backwards, as this writer makes them, so this ends. */
  private static boolean same(byte[] message, int written, int full) {
    int a = written;
    int b = full;
    while (true) {
      int length = message[a] & 0xff;
      if (length > WireName.MAX_LABEL) {
        a = (length & 0x3f) << 8 | message[a + 1] & 0xff;
        continue;
      }
      if (!Arrays.equals(message, a, a + length + 1, message, b, b + length + 1)) {
        return false;
      }
      if (length == 0) {
        return true;
      }
      a += length + 1;
      b += length + 1;
    }
  }

  private void grow() {
    int[] oldOffsets = offsets;
    int[] oldHashes = hashes;
    offsets = new int[oldOffsets.length * 2];
    hashes = new int[oldOffsets.length * 2];
    count = 0;
    for (int i = 0; i < oldOffsets.length; i++) {
      if (oldOffsets[i] != 0) {
        add(oldHashes[i], oldOffsets[i]);
      }
    }
  }

  private static int mix(int hash) {
    int mixed = hash * 0x9e3779b9;
    return mixed ^ mixed >>> 16;
  }
}
