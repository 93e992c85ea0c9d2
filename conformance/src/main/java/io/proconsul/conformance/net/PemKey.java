package io.proconsul.conformance.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Private keys as PEM files hold them: PKCS#8, or an elliptic curve or RSA key in its own older
 * form (RFC 5915, RFC 8017), which is wrapped into PKCS#8 because the JDK reads nothing else.
 */
final class PemKey {
  private static final Pattern BLOCK = Pattern.compile(
      "-----BEGIN (EC |RSA |)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END", Pattern.DOTALL);
  private static final byte[] P256 =
      HexFormat.of().parseHex("301306072a8648ce3d020106082a8648ce3d030107");
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
  private static final byte[] VERSION = {2, 1, 0};
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;

  private PemKey() {}

  static PrivateKey read(Path file) throws IOException, GeneralSecurityException {
    Matcher block = BLOCK.matcher(Files.readString(file));
    if (!block.find()) {
      throw new IOException("no private key in " + file);
    }
    byte[] der = Base64.getMimeDecoder().decode(block.group(2).strip());
    return switch (block.group(1)) {
      case "EC " -> key(wrap(P256, der), "EC");
      case "RSA " -> key(wrap(RSA, der), "RSA");
      default -> eitherKind(der);
    };
  }

  private static PrivateKey eitherKind(byte[] pkcs8) throws GeneralSecurityException {
    try {
      return key(pkcs8, "EC");
    } catch (GeneralSecurityException e) {
      return key(pkcs8, "RSA");
    }
  }

  private static PrivateKey key(byte[] pkcs8, String algorithm) throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  private static byte[] wrap(byte[] algorithm, byte[] key) {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    inner.writeBytes(VERSION);
    inner.writeBytes(algorithm);
    inner.writeBytes(element(OCTETS, key));
    return element(SEQUENCE, inner.toByteArray());
  }

  private static byte[] element(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length > 0xff) {
      out.write(0x82);
      out.write(content.length >> 8);
    } else if (content.length > 0x7f) {
      out.write(0x81);
    }
    out.write(content.length);
    out.writeBytes(content);
    return out.toByteArray();
  }
}
