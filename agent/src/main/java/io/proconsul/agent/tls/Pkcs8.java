package io.proconsul.agent.tls;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.Arrays;

/** Puts older encodings of private keys into PKCS #8 (RFC 5208), the one that the JDK reads. */
final class Pkcs8 {
  private static final int INTEGER = 0x02;
  private static final int OCTETS = 0x04;
  private static final int SEQUENCE = 0x30;
  private static final int EC_PARAMETERS = 0xa0;
  private static final byte[] VERSION = {INTEGER, 1, 0};

  /** rsaEncryption, with its empty parameters. */
  private static final byte[] RSA = {
    0x06, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 0x05, 0
  };

  /** ecPublicKey. */
  private static final byte[] EC = {0x06, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

  private Pkcs8() {}

  static PrivateKey read(byte[] der) throws GeneralSecurityException {
    for (String algorithm : new String[] {"EC", "RSA", "Ed25519"}) {
      try {
        return Pem.key(algorithm, der);
      } catch (GeneralSecurityException _) {
        // Of another kind, or of none.
      }
    }
    throw new GeneralSecurityException("a private key of a kind that is not known");
  }

  static byte[] ofRsa(byte[] pkcs1) {
    return wrap(RSA, pkcs1);
  }

  /** SEC 1 (RFC 5915) has the curve within the key, PKCS #8 beside it. */
  static byte[] ofEc(byte[] sec1) throws GeneralSecurityException {
    int at = bodyStart(sec1, 0);
    while (at < sec1.length) {
      int start = bodyStart(sec1, at);
      int end = start + length(sec1, at);
      if (end > sec1.length) {
        break;
      }
      if ((sec1[at] & 0xff) == EC_PARAMETERS) {
        return wrap(concat(EC, Arrays.copyOfRange(sec1, start, end)), sec1);
      }
      at = end;
    }
    throw new GeneralSecurityException("an EC private key without its curve");
  }

  private static byte[] wrap(byte[] algorithm, byte[] key) {
    return tagged(SEQUENCE, concat(VERSION, tagged(SEQUENCE, algorithm), tagged(OCTETS, key)));
  }

  private static byte[] tagged(int tag, byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 4);
    out.write(tag);
    if (body.length < 0x80) {
      out.write(body.length);
    } else if (body.length < 0x100) {
      out.write(0x81);
      out.write(body.length);
    } else {
      out.write(0x82);
      out.write(body.length >> 8);
      out.write(body.length);
    }
    out.writeBytes(body);
    return out.toByteArray();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static int bodyStart(byte[] der, int at) throws GeneralSecurityException {
    if (at + 2 > der.length) {
      throw new GeneralSecurityException("a private key that is cut off");
    }
    int first = der[at + 1] & 0xff;
    return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
  }

  private static int length(byte[] der, int at) throws GeneralSecurityException {
    int first = der[at + 1] & 0xff;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    int end = bodyStart(der, at);
    if (end > der.length || end - at > 5) {
      throw new GeneralSecurityException("a private key that is cut off");
    }
    for (int i = at + 2; i < end; i++) {
      length = length << 8 | der[i] & 0xff;
    }
    return length;
  }
}
