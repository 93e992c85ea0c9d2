package io.proconsul.client.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Certificates and keys from PEM files. */
final class Pem {
  private static final byte[] RSA = {
    0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0
  };
  private static final byte[] EC_OID = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1
  };
  private static final byte[] VERSION_0 = {2, 1, 0};
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 4;
  private static final int EC_PARAMETERS = 0xa0;

  private Pem() {}

  static TrustManager[] trustManagers(String caFile, String caPath)
      throws IOException, GeneralSecurityException {
    KeyStore store = emptyStore();
    int count = 0;
    try {
      for (Path file : files(caFile, caPath)) {
        for (Certificate certificate : certificates(file)) {
          store.setCertificateEntry("ca" + count++, certificate);
        }
      }
    } catch (IOException e) {
      String what = caFile.isEmpty() ? "CA Path: " : "CA File: ";
      throw new IOException("Error loading " + what + e.getMessage(), e);
    }
    if (count == 0) {
      throw new IOException(
          "Error loading CA File: Couldn't parse PEM in: " + (caFile.isEmpty() ? caPath : caFile));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  static KeyManager[] keyManagers(String certFile, String keyFile)
      throws IOException, GeneralSecurityException {
    KeyStore store = emptyStore();
    char[] none = new char[0];
    store.setKeyEntry(
        "client",
        privateKey(read(Path.of(keyFile)), keyFile),
        none,
        certificates(Path.of(certFile)).toArray(new Certificate[0]));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, none);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  /** A file wins over a folder. */
  private static List<Path> files(String caFile, String caPath) throws IOException {
    if (!caFile.isEmpty()) {
      return List.of(Path.of(caFile));
    }
    try (Stream<Path> all = Files.walk(Path.of(caPath))) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    InputStream text = new ByteArrayInputStream(read(file).getBytes(StandardCharsets.US_ASCII));
    return new ArrayList<>(CertificateFactory.getInstance("X.509").generateCertificates(text));
  }

  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.US_ASCII);
    } catch (NoSuchFileException e) {
      throw new IOException("open " + file + ": no such file or directory", e);
    }
  }

  private static PrivateKey privateKey(String text, String name)
      throws IOException, GeneralSecurityException {
    for (String kind : List.of("PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY")) {
      String begin = "-----BEGIN " + kind + "-----";
      int start = text.indexOf(begin);
      int end = text.indexOf("-----END " + kind + "-----");
      if (start >= 0 && end > start) {
        byte[] der = Base64.getMimeDecoder().decode(text.substring(start + begin.length(), end));
        return key(
            switch (kind) {
              case "EC PRIVATE KEY" -> wrap(sequence(EC_OID, ecCurve(der)), der);
              case "RSA PRIVATE KEY" -> wrap(RSA, der);
              default -> der;
            });
      }
    }
    throw new IOException("tls: failed to find any PEM data in key input: " + name);
  }

  private static PrivateKey key(byte[] pkcs8) throws GeneralSecurityException {
    InvalidKeySpecException failure = null;
    for (String algorithm : List.of("EC", "RSA", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException e) {
        failure = e;
      }
    }
    throw failure == null ? new InvalidKeySpecException("no algorithm") : failure;
  }

  /** The older forms hold the key alone; Java reads it with its algorithm around it (PKCS #8). */
  private static byte[] wrap(byte[] algorithm, byte[] key) {
    return sequence(VERSION_0, algorithm, element(OCTETS, key));
  }

  /** The curve's name from the key itself (RFC 5915: version, key, then [0] parameters). */
  private static byte[] ecCurve(byte[] der) throws IOException {
    int at = contentAt(der, 0);
    while (at < der.length) {
      int content = contentAt(der, at);
      int end = content + length(der, at);
      if ((der[at] & 0xff) == EC_PARAMETERS) {
        return java.util.Arrays.copyOfRange(der, content, end);
      }
      at = end;
    }
    throw new IOException("the private key does not name its curve");
  }

  private static int contentAt(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    return first < 0x80 ? at + 2 : at + 2 + (first & 0x7f);
  }

  private static int length(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = 0; i < (first & 0x7f); i++) {
      length = length << 8 | der[at + 2 + i] & 0xff;
    }
    return length;
  }

  private static byte[] sequence(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return element(SEQUENCE, all.toByteArray());
  }

  private static byte[] element(int tag, byte[] content) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(tag);
    if (content.length < 0x80) {
      all.write(content.length);
    } else if (content.length < 0x100) {
      all.write(0x81);
      all.write(content.length);
    } else {
      all.write(0x82);
      all.write(content.length >> 8);
      all.write(content.length);
    }
    all.writeBytes(content);
    return all.toByteArray();
  }
}
