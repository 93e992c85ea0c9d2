package io.proconsul.agent.ca;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.connect.RootMaker;
import io.proconsul.core.connect.RootRules;
import io.proconsul.model.connect.CaRoot;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuiltInRootsTest {
  private static final String CLUSTER = "4C05B8B4-77cf-4bb6-9d61-6bb0b1b1a1f0";
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.89Z");
  private static final RootRules STANDARD = new RootRules("ec", 256, Duration.ofDays(3_650));
  private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

  private final BuiltInRoots roots = new BuiltInRoots(InstantSource.fixed(NOW));

  private static X509Certificate certificate(CaRoot root) throws Exception {
    return certificate(root.rootCert());
  }

  private static X509Certificate certificate(String text) throws Exception {
    byte[] pem = text.getBytes(StandardCharsets.US_ASCII);
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
  }

  private static PrivateKey key(RootMaker.Made made, String algorithm) throws Exception {
    String body = made.key().privateKey().replaceAll("-----[A-Z ]+-----", "").replace("\n", "");
    return KeyFactory.getInstance(algorithm)
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
  }

  @Test
  void theCertificateIsThatOfAnAuthority() throws Exception {
    X509Certificate certificate = certificate(roots.make(CLUSTER, 9, STANDARD).root());
    certificate.verify(certificate.getPublicKey());
    certificate.checkValidity(java.util.Date.from(NOW));
    assertThat(certificate.getVersion()).isEqualTo(3);
    assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withECDSA");
    assertThat(certificate.getSerialNumber()).isEqualTo(9);
    assertThat(certificate.getSubjectX500Principal().getName())
        .matches("CN=pri-[0-9a-z]{8}\\.consul\\.ca\\.4c05b8b4\\.consul");
    assertThat(certificate.getIssuerX500Principal())
        .isEqualTo(certificate.getSubjectX500Principal());
    assertThat(certificate.getNotBefore()).isEqualTo("2026-03-04T05:06:07Z");
    assertThat(certificate.getNotAfter()).isEqualTo("2036-03-01T05:06:07Z");
    assertThat(((ECPublicKey) certificate.getPublicKey()).getParams().getOrder().bitLength())
        .isEqualTo(256);
  }

  @Test
  void itsExtensionsAreConsuls() throws Exception {
    X509Certificate certificate = certificate(roots.make(CLUSTER, 1, STANDARD).root());
    assertThat(certificate.getCriticalExtensionOIDs())
        .containsExactlyInAnyOrder("2.5.29.15", "2.5.29.19");
    assertThat(certificate.getNonCriticalExtensionOIDs())
        .containsExactlyInAnyOrder("2.5.29.14", "2.5.29.35", "2.5.29.17");
    assertThat(certificate.getKeyUsage())
        .containsExactly(true, false, false, false, false, true, true, false, false);
    assertThat(certificate.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
    assertThat(certificate.getSubjectAlternativeNames())
        .containsExactly(List.of(6, "spiffe://4c05b8b4-77cf-4bb6-9d61-6bb0b1b1a1f0.consul"));
    byte[] keyId =
        MessageDigest.getInstance("SHA-256").digest(certificate.getPublicKey().getEncoded());
    byte[] subject = certificate.getExtensionValue("2.5.29.14");
    byte[] authority = certificate.getExtensionValue("2.5.29.35");
    assertThat(Arrays.copyOfRange(subject, 4, subject.length)).isEqualTo(keyId);
    assertThat(Arrays.copyOfRange(authority, 6, authority.length)).isEqualTo(keyId);
  }

  @Test
  void whatIsToldOfItIsTrue() throws Exception {
    CaRoot root = roots.make(CLUSTER, -1, STANDARD).root();
    X509Certificate certificate = certificate(root);
    byte[] fingerprint = MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded());
    assertThat(root.id()).isEqualTo(COLONS.formatHex(fingerprint)).hasSize(59);
    assertThat(root.signingKeyId())
        .isEqualTo(COLONS.formatHex(MessageDigest.getInstance("SHA-256")
            .digest(certificate.getPublicKey().getEncoded())));
    assertThat(root.externalTrustDomain()).isEqualTo(CLUSTER);
    assertThat(root.notBefore()).isEqualTo(certificate.getNotBefore().toInstant());
    assertThat(root.notAfter()).isEqualTo(certificate.getNotAfter().toInstant());
    assertThat(certificate.getSerialNumber()).isEqualTo("18446744073709551615");
    assertThat(root.active()).isTrue();
    assertThat(root.rootCert().lines()).allMatch(line -> line.length() <= 64);
    assertThat(root.rootCert()).endsWith("-----END CERTIFICATE-----\n");
  }

  @Test
  void theKeyIsTheCertificates() throws Exception {
    RootMaker.Made made = roots.make(CLUSTER, 1, STANDARD);
    assertThat(made.key().rootId()).isEqualTo(made.root().id());
    assertThat(signs(key(made, "EC"), "SHA256withECDSA", certificate(made.root())))
        .isTrue();
  }

  private static boolean signs(PrivateKey key, String algorithm, X509Certificate certificate)
      throws Exception {
    byte[] message = {1, 2, 3};
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(key);
    signer.update(message);
    byte[] signature = signer.sign();
    signer.initVerify(certificate);
    signer.update(message);
    return signer.verify(signature);
  }

  @Test
  void otherKeysMayBeWanted() throws Exception {
    CaRoot wide =
        roots.make(CLUSTER, 1, new RootRules("ec", 384, Duration.ofHours(1))).root();
    assertThat(((ECPublicKey) certificate(wide).getPublicKey())
            .getParams()
            .getOrder()
            .bitLength())
        .isEqualTo(384);
    assertThat(wide.privateKeyBits()).isEqualTo(384);
    RootMaker.Made rsa = roots.make(CLUSTER, 1, new RootRules("rsa", 2048, Duration.ofHours(1)));
    X509Certificate certificate = certificate(rsa.root());
    assertThat(((RSAPublicKey) certificate.getPublicKey()).getModulus().bitLength())
        .isEqualTo(2048);
    certificate.verify(certificate.getPublicKey());
    assertThat(rsa.root().privateKeyType()).isEqualTo("rsa");
    assertThat(signs(key(rsa, "RSA"), "SHA256withRSA", certificate)).isTrue();
  }

  @Test
  void anOldRootVouchesForANewOneOfAnyKind() throws Exception {
    RootRules rsa = new RootRules("rsa", 2048, Duration.ofHours(1));
    RootMaker.Made first = roots.make(CLUSTER, 1, STANDARD);
    RootMaker.Made second = roots.make(CLUSTER, 2, rsa);
    RootMaker.Made third = roots.make(CLUSTER, 3, STANDARD);
    assertVouches(first, second.root());
    assertVouches(second, third.root());
  }

  private void assertVouches(RootMaker.Made by, CaRoot root) throws Exception {
    X509Certificate old = certificate(by.root());
    X509Certificate own = certificate(root);
    X509Certificate bridge = certificate(roots.crossSign(root, by.root(), by.key()));
    bridge.verify(old.getPublicKey());
    assertThat(bridge.getIssuerX500Principal()).isEqualTo(old.getSubjectX500Principal());
    assertThat(bridge.getSubjectX500Principal()).isEqualTo(own.getSubjectX500Principal());
    assertThat(bridge.getPublicKey()).isEqualTo(own.getPublicKey());
    assertThat(bridge.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
    assertThat(bridge.getSubjectAlternativeNames())
        .containsExactlyElementsOf(own.getSubjectAlternativeNames());
    assertThat(bridge.getExtensionValue("2.5.29.14")).isEqualTo(own.getExtensionValue("2.5.29.14"));
    assertThat(bridge.getExtensionValue("2.5.29.35")).isEqualTo(old.getExtensionValue("2.5.29.35"));
    assertThat(bridge.getNotAfter()).isEqualTo("2026-03-11T05:06:07Z");
  }

  @Test
  void noTwoAreAlike() {
    CaRoot one = roots.make(CLUSTER, 1, STANDARD).root();
    CaRoot other = roots.make(CLUSTER, 1, STANDARD).root();
    assertThat(one.id()).isNotEqualTo(other.id());
    assertThat(one.signingKeyId()).isNotEqualTo(other.signingKeyId());
  }
}
