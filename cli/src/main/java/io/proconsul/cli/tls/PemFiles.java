package io.proconsul.cli.tls;

import io.proconsul.cli.api.Failure;
import io.proconsul.cli.text.Source;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.io.pem.PemObject;

/** Certificates and keys as files; a key is readable by its owner alone from the first byte. */
final class PemFiles {
  private PemFiles() {}

  static void writeCertificate(Path file, X509CertificateHolder certificate) throws Failure {
    write(file, certificate, "rw-r--r--");
  }

  /** In the older form, which names its curve: what Consul's tool writes. */
  static void writeKey(Path file, PrivateKey key) throws Failure {
    if (!(key instanceof java.security.interfaces.ECPrivateKey ec)) {
      throw new IllegalArgumentException("not an EC key: " + key.getAlgorithm());
    }
    try {
      byte[] der = new ECPrivateKey(
              ec.getParams().getOrder().bitLength(), ec.getS(), SECObjectIdentifiers.secp256r1)
          .getEncoded();
      write(file, new PemObject("EC PRIVATE KEY", der), "rw-------");
    } catch (IOException e) {
      throw new Failure(String.valueOf(e.getMessage()));
    }
  }

  private static void write(Path file, Object content, String permissions) throws Failure {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      pem.writeObject(content);
    } catch (IOException e) {
      throw new Failure(String.valueOf(e.getMessage()));
    }
    try {
      FileAttribute<?> mode =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
      Files.createFile(file, mode);
      Files.writeString(file, text.toString());
    } catch (IOException e) {
      throw new Failure("open " + file + ": " + e.getMessage());
    }
  }

  static Authority readAuthority(String certificateFile, String keyFile) throws Failure {
    Object certificate = parse(certificateFile, "Error reading CA");
    Object key = parse(keyFile, "Error reading CA key");
    if (!(certificate instanceof X509CertificateHolder holder)) {
      throw new Failure("Error reading CA: no certificate in " + certificateFile);
    }
    try {
      PrivateKeyInfo info = switch (key) {
        case PEMKeyPair pair -> pair.getPrivateKeyInfo();
        case PrivateKeyInfo given -> given;
        default -> throw new Failure("Error reading CA key: no private key in " + keyFile);
      };
      PrivateKey privateKey = new JcaPEMKeyConverter().getPrivateKey(info);
      return new Authority(holder, privateKey);
    } catch (IOException e) {
      throw new Failure("Error reading CA key: " + e.getMessage());
    }
  }

  private static Object parse(String file, String failed) throws Failure {
    try (PEMParser parser = new PEMParser(
        new StringReader(new String(Source.readFile(file), StandardCharsets.US_ASCII)))) {
      Object first = parser.readObject();
      if (first == null) {
        throw new Failure(failed + ": no PEM-encoded data found in " + file);
      }
      return first;
    } catch (IOException e) {
      throw new Failure(failed + ": " + e.getMessage());
    }
  }
}
