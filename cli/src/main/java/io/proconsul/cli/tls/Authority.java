package io.proconsul.cli.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate with its key that signs other certificates: EC P-256, SHA-256, the extensions and
 * their order as Consul's own tool has them. Immutable.
 */
record Authority(X509CertificateHolder certificate, PrivateKey key) {
  private static final int SERIAL_BITS = 158;

  /** What a signed certificate is for, and its key. */
  record Signed(X509CertificateHolder certificate, PrivateKey key) {}

  /**
   * A certificate to be signed.
   *
   * @param purposes what it may be used for; none leaves the extension out
   */
  record Request(
      String commonName,
      List<String> dnsNames,
      List<String> addresses,
      List<KeyPurposeId> purposes,
      Duration valid) {}

  /**
   * A new authority that signs itself.
   *
   * @param commonName its name; empty for one with its serial number
   * @param permitted the only domains it may sign for; empty for all
   * @param uri a SPIFFE id; empty for none
   */
  static Authority create(String commonName, List<String> permitted, String uri, Duration valid)
      throws IOException, GeneralSecurityException {
    KeyPair pair = newKey();
    BigInteger serial = serial();
    X500Name name = new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.C, "US")
        .addRDN(BCStyle.ST, "CA")
        .addRDN(BCStyle.L, "San Francisco")
        .addRDN(BCStyle.STREET, "101 Second Street")
        .addRDN(BCStyle.POSTAL_CODE, "94105")
        .addRDN(BCStyle.O, "HashiCorp Inc.")
        .addRDN(BCStyle.CN, commonName.isEmpty() ? "Consul Agent CA " + serial : commonName)
        .build();
    X509v3CertificateBuilder builder = builder(name, name, serial, pair.getPublic(), valid);
    builder.addExtension(
        Extension.keyUsage,
        true,
        new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyCertSign | KeyUsage.cRLSign));
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        identifiers.createSubjectKeyIdentifier(pair.getPublic()));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        identifiers.createAuthorityKeyIdentifier(pair.getPublic()));
    if (!uri.isEmpty()) {
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, uri)));
    }
    if (!permitted.isEmpty()) {
      builder.addExtension(Extension.nameConstraints, true, constraints(permitted));
    }
    return new Authority(signed(builder, pair.getPrivate()), pair.getPrivate());
  }

  private static NameConstraints constraints(List<String> permitted) {
    GeneralSubtree[] trees = new GeneralSubtree[permitted.size()];
    for (int i = 0; i < trees.length; i++) {
      trees[i] = new GeneralSubtree(new GeneralName(GeneralName.dNSName, permitted.get(i)));
    }
    return new NameConstraints(trees, null);
  }

  /** Signs a certificate for a new key. */
  Signed sign(Request request) throws IOException, GeneralSecurityException {
    KeyPair pair = newKey();
    X500Name name = new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.CN, request.commonName())
        .build();
    X509v3CertificateBuilder builder =
        builder(certificate.getSubject(), name, serial(), pair.getPublic(), request.valid());
    builder.addExtension(
        Extension.keyUsage,
        true,
        new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
    if (!request.purposes().isEmpty()) {
      builder.addExtension(
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(request.purposes().toArray(new KeyPurposeId[0])));
    }
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    addIdentifiersAndNames(builder, pair.getPublic(), request);
    return new Signed(signed(builder, key), pair.getPrivate());
  }

  private void addIdentifiersAndNames(
      X509v3CertificateBuilder builder, PublicKey subject, Request request)
      throws CertIOException, GeneralSecurityException {
    JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
    builder.addExtension(
        Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(subject));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        identifiers.createAuthorityKeyIdentifier(certificate));
    List<GeneralName> names = new ArrayList<>();
    for (String dnsName : request.dnsNames()) {
      names.add(new GeneralName(GeneralName.dNSName, dnsName));
    }
    for (String address : request.addresses()) {
      names.add(new GeneralName(GeneralName.iPAddress, address));
    }
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(names.toArray(new GeneralName[0])));
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, BigInteger serial, PublicKey key, Duration valid) {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
        issuer, serial, Date.from(now), Date.from(now.plus(valid)), subject, key);
  }

  private static X509CertificateHolder signed(X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException {
    try {
      return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e.getMessage(), e);
    }
  }

  private static KeyPair newKey() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static BigInteger serial() {
    return new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(SERIAL_BITS - 1);
  }
}
