package io.proconsul.agent.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys in PEM: keys also as OpenSSL wrote them before PKCS #8. */
public final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

  private record Block(String label, byte[] der) {}

  private Pem() {}

  /**
   * All certificates of a file, in its order.
   *
   * @throws GeneralSecurityException when there is none, or one cannot be read
   */
  public static List<X509Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> certificates = new ArrayList<>();
    for (Block block : blocks(file)) {
      if (block.label().equals("CERTIFICATE")) {
        certificates.add(
            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der())));
      }
    }
    if (certificates.isEmpty()) {
      throw new GeneralSecurityException("no certificate in " + file);
    }
    return certificates;
  }

  /**
   * The first private key of a file.
   *
   * @throws GeneralSecurityException when there is none, or it cannot be read
   */
  public static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    for (Block block : blocks(file)) {
      switch (block.label()) {
        case "PRIVATE KEY" -> {
          return Pkcs8.read(block.der());
        }
        case "EC PRIVATE KEY" -> {
          return key("EC", Pkcs8.ofEc(block.der()));
        }
        case "RSA PRIVATE KEY" -> {
          return key("RSA", Pkcs8.ofRsa(block.der()));
        }
        default -> {
          // Parameters or certificates before the key.
        }
      }
    }
    throw new GeneralSecurityException("no private key in " + file);
  }

  /** @throws GeneralSecurityException in Go's words, and the file, when they are no pair */
  static void checkMatch(PrivateKey key, X509Certificate certificate, String file)
      throws GeneralSecurityException {
    String algorithm = switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      case String other -> other;
    };
    if (key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      if (signature.verify(signed)) {
        return;
      }
    }
    throw new GeneralSecurityException("private key does not match public key of " + file);
  }

  static PrivateKey key(String algorithm, byte[] pkcs8) throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  private static List<Block> blocks(Path file) throws IOException, GeneralSecurityException {
    Matcher matcher = BLOCK.matcher(text(file));
    List<Block> blocks = new ArrayList<>();
    while (matcher.find()) {
      try {
        blocks.add(new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
      } catch (IllegalArgumentException e) {
        throw new GeneralSecurityException("bad base64 in " + file, e);
      }
    }
    return blocks;
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new IOException("open " + file + ": no such file or directory", e);
    } catch (AccessDeniedException e) {
      throw new IOException("open " + file + ": permission denied", e);
    }
  }
}
