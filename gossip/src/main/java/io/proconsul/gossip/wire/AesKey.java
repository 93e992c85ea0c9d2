package io.proconsul.gossip.wire;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One key of a pool and memberlist's encryption with it: version, nonce of 12 bytes, AES-GCM with a
 * tag of 16. Version 0 pads to the block of AES, version 1 does not.
 */
final class AesKey {
  static final int OVERHEAD = 29;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final int BLOCK = 16;
  private static final int MAX_VERSION = 1;

  private final byte[] key;
  private final SecretKeySpec spec;

  AesKey(byte[] key) {
    if (key.length != 16 && key.length != 24 && key.length != 32) {
      throw new IllegalArgumentException("key size must be 16, 24 or 32 bytes");
    }
    this.key = key.clone();
    this.spec = new SecretKeySpec(key, "AES");
  }

  byte[] bytes() {
    return key.clone();
  }

  boolean is(byte[] other) {
    return MessageDigest.isEqual(key, other);
  }

  /** The smallest that may be decrypted. */
  static int leastLength(int version) {
    return version == 0 ? OVERHEAD + BLOCK : OVERHEAD;
  }

  static boolean isVersion(int version) {
    return version <= MAX_VERSION;
  }

  /** @param nonce 12 bytes never used before with this key */
  byte[] encrypt(byte[] plain, byte[] associated, byte[] nonce) {
    byte[] out = new byte[plain.length + OVERHEAD];
    out[0] = MAX_VERSION;
    System.arraycopy(nonce, 0, out, 1, NONCE);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, 0);
      cipher.updateAAD(associated);
      cipher.doFinal(plain, 0, plain.length, out, 1 + NONCE);
      return out;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM does not work here", e);
    }
  }

  /** Empty when it was not encrypted with this key, or was changed since. */
  Optional<byte[]> decrypt(byte[] packed, byte[] associated) {
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, packed, 1);
      cipher.updateAAD(associated);
      byte[] plain = cipher.doFinal(packed, 1 + NONCE, packed.length - 1 - NONCE);
      return packed[0] == 0 ? unpad(plain) : Optional.of(plain);
    } catch (GeneralSecurityException _) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, byte[] nonce, int at) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, spec, new GCMParameterSpec(TAG_BITS, nonce, at, NONCE));
    return cipher;
  }

  private static Optional<byte[]> unpad(byte[] padded) {
    int padding = padded.length == 0 ? 0 : padded[padded.length - 1] & 0xff;
    return padding == 0 || padding > Math.min(BLOCK, padded.length)
        ? Optional.empty()
        : Optional.of(Arrays.copyOf(padded, padded.length - padding));
  }
}
