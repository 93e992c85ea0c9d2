package io.proconsul.core.check;

import java.nio.charset.StandardCharsets;

/**
 * Keeps the last bytes of an output that may be endless: its memory is bounded by {@code max}.
 * Belongs to one reader; not thread-safe.
 */
public final class TailBuffer {
  private final byte[] ring;
  private long total;

  public TailBuffer(int max) {
    ring = new byte[max];
  }

  public void write(byte[] bytes, int offset, int length) {
    int skipped = Math.max(0, length - ring.length);
    int at = (int) ((total + skipped) % ring.length);
    int first = Math.min(length - skipped, ring.length - at);
    System.arraycopy(bytes, offset + skipped, ring, at, first);
    System.arraycopy(bytes, offset + skipped + first, ring, 0, length - skipped - first);
    total += length;
  }

  /** How much was written in all. */
  public long total() {
    return total;
  }

  /** What is kept, without a word on what is not. */
  public String text() {
    if (total <= ring.length) {
      return new String(ring, 0, (int) total, StandardCharsets.UTF_8);
    }
    int start = (int) (total % ring.length);
    byte[] ordered = new byte[ring.length];
    System.arraycopy(ring, start, ordered, 0, ring.length - start);
    System.arraycopy(ring, 0, ordered, ring.length - start, start);
    return new String(ordered, StandardCharsets.UTF_8);
  }

  /** What is kept, headed by how much that is when something is missing. */
  public String report() {
    return total <= ring.length
        ? text()
        : "Captured " + ring.length + " of " + total + " bytes\n...\n" + text();
  }
}
