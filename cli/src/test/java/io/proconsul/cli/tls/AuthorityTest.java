package io.proconsul.cli.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.cli.api.Failure;
import io.proconsul.client.wire.TlsLink;
import io.proconsul.client.wire.TlsOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorityTest {
  private static final Duration DAY = Duration.ofDays(1);

  private static X509Certificate java(Authority.Signed signed) throws GeneralSecurityException {
    return new JcaX509CertificateConverter().getCertificate(signed.certificate());
  }

  private static Authority.Signed signed(Authority authority) throws Exception {
    return authority.sign(new Authority.Request(
        "server.dc1.consul",
        List.of("server.dc1.consul", "localhost"),
        List.of("127.0.0.1", "::1"),
        List.of(KeyPurposeId.id_kp_serverAuth),
        DAY));
  }

  @Test
  void whatItSignsItsOwnKeyVerifies() throws Exception {
    Authority authority = Authority.create("", List.of(), "", DAY);
    X509Certificate root =
        new JcaX509CertificateConverter().getCertificate(authority.certificate());
    root.verify(root.getPublicKey());
    X509Certificate leaf = java(signed(authority));
    leaf.verify(root.getPublicKey());
    assertThat(leaf.getIssuerX500Principal()).isEqualTo(root.getSubjectX500Principal());
    assertThat(root.getSubjectX500Principal().getName())
        .startsWith("CN=Consul Agent CA " + root.getSerialNumber() + ",");
    assertThat(root.getBasicConstraints()).isGreaterThan(0);
    assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
    assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(leaf.getSubjectAlternativeNames()).hasSize(4);
  }

  @Test
  void domainsAndTheClusterAreNamedWhenAsked() throws Exception {
    Authority authority =
        Authority.create("Own CA", List.of("x.y", "consul"), "spiffe://a.consul", DAY);
    X509Certificate root =
        new JcaX509CertificateConverter().getCertificate(authority.certificate());
    assertThat(root.getSubjectX500Principal().getName()).startsWith("CN=Own CA,O=HashiCorp Inc.");
    assertThat(root.getCriticalExtensionOIDs()).contains("2.5.29.30");
    assertThat(root.getSubjectAlternativeNames().toString()).contains("spiffe://a.consul");
  }

  @Test
  void filesCanBeReadBackAndUsedByTheClient(@TempDir Path folder) throws Exception {
    Path caFile = folder.resolve("ca.pem");
    Path caKey = folder.resolve("ca-key.pem");
    write(Authority.create("", List.of(), "", DAY), caFile, caKey);
    Authority read = PemFiles.readAuthority(caFile.toString(), caKey.toString());
    Authority.Signed leaf = signed(read);
    Path file = folder.resolve("leaf.pem");
    Path key = folder.resolve("leaf-key.pem");
    PemFiles.writeCertificate(file, leaf.certificate());
    PemFiles.writeKey(key, leaf.key());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(key)).startsWith("-----BEGIN EC PRIVATE KEY-----");
    TlsLink.check(new TlsOptions(caFile.toString(), "", file.toString(), key.toString(), "", true));
  }

  private static void write(Authority authority, Path file, Path key) throws Failure {
    PemFiles.writeCertificate(file, authority.certificate());
    PemFiles.writeKey(key, authority.key());
  }
}
