package io.proconsul.core.state;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Makes keys of a {@link Radix}. Parts of a composite key are parted by a zero byte. */
public final class Key {
  private Key() {}

  public static byte[] of(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** {@code a 0 b}: sorted by the first part, then by the second. No part may hold a zero. */
  public static byte[] of(String first, String... more) {
    return join(first, more, false);
  }

  /** {@code a 0 b 0}: the prefix of all keys that have these parts and at least one more. */
  public static byte[] prefix(String first, String... more) {
    return join(first, more, true);
  }

  /** The first part of a composite key. */
  public static String first(byte[] key) {
    int end = 0;
    while (end < key.length && key[end] != 0) {
      end++;
    }
    return new String(key, 0, end, StandardCharsets.UTF_8);
  }

  /** Eight bytes, ordered as the unsigned number is. */
  public static byte[] of(long number) {
    var key = new byte[Long.BYTES];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (number >>> (8 * (key.length - 1 - i)));
    }
    return key;
  }

  private static byte[] join(String first, String[] more, boolean open) {
    var key = new ByteArrayOutputStream(32);
    key.writeBytes(of(first));
    for (var part : more) {
      key.write(0);
      key.writeBytes(of(part));
    }
    if (open) {
      key.write(0);
    }
    return key.toByteArray();
  }
}
