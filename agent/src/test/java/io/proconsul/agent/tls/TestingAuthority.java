package io.proconsul.agent.tls;

import io.proconsul.agent.config.TlsConfig;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Issues certificates like those of {@code consul tls}, as files. */
public final class TestingAuthority {
  private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private final Path folder;
  private final String name;
  private final KeyPair pair;
  private final Path certificate;
  private int issued;

  public TestingAuthority(Path folder, String name) throws Exception {
    this.folder = folder;
    this.name = name;
    pair = pair("EC");
    certificate =
        write(name + ".pem", "CERTIFICATE", sign(name, pair.getPublic(), List.of(), true));
  }

  private static KeyPair pair(String algorithm) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
    return generator.generateKeyPair();
  }

  /** TLS with this authority and no certificate. */
  public TlsConfig trusting() {
    return new TlsConfig(
        certificate.toString(), "", "", "", "TLSv1_2", List.of(), false, false, false);
  }

  /** TLS with this authority and a new certificate for these names. */
  public TlsConfig issue(String... names) throws Exception {
    return issue("EC", names);
  }

  public TlsConfig issueRsa(String... names) throws Exception {
    return issue("RSA", names);
  }

  private TlsConfig issue(String algorithm, String[] names) throws Exception {
    KeyPair own = pair(algorithm);
    String file = name + "-" + issued++;
    byte[] der = sign(names[0], own.getPublic(), Arrays.asList(names), false);
    return new TlsConfig(
        certificate.toString(),
        "",
        write(file + ".pem", "CERTIFICATE", der).toString(),
        write(file + "-key.pem", "PRIVATE KEY", own.getPrivate().getEncoded()).toString(),
        "TLSv1_2",
        List.of(),
        false,
        false,
        false);
  }

  private byte[] sign(String subject, PublicKey key, List<String> names, boolean ca)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    Instant now = Instant.now();
    JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
        new X500Principal("CN=" + name),
        BigInteger.valueOf(System.nanoTime()),
        Date.from(now.minus(Duration.ofHours(1))),
        Date.from(now.plus(Duration.ofHours(1))),
        new X500Principal("CN=" + subject),
        key);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
    if (!ca) {
      GeneralName[] sans = names.stream()
          .map(one -> new GeneralName(GeneralName.dNSName, one))
          .toArray(GeneralName[]::new);
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(sans));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
            KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
          }));
    }
    return builder
        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
        .getEncoded();
  }

  private Path write(String file, String label, byte[] der) throws IOException {
    return Files.writeString(
        folder.resolve(file),
        "-----BEGIN " + label + "-----\n" + PEM.encodeToString(der) + "\n-----END " + label
            + "-----\n");
  }

  /** The same files with other rules. */
  public static TlsConfig rules(TlsConfig tls, String... rules) {
    List<String> on = List.of(rules);
    return new TlsConfig(
        tls.caFile(),
        tls.caPath(),
        tls.certFile(),
        tls.keyFile(),
        on.contains("1.3") ? "TLSv1_3" : tls.minVersion(),
        on.stream().filter(rule -> rule.startsWith("TLS_")).toList(),
        on.contains("incoming"),
        on.contains("outgoing"),
        on.contains("hostname"));
  }
}
