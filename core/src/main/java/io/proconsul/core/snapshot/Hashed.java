package io.proconsul.core.snapshot;

import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts and hashes what is written, and keeps none of it. Used by one thread. */
final class Hashed extends OutputStream {
  private final MessageDigest digest = sha256();
  private long count;

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void write(int b) {
    digest.update((byte) b);
    count++;
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    digest.update(bytes, from, length);
    count += length;
  }

  long count() {
    return count;
  }

  String hex() {
    return hex(digest);
  }
}
