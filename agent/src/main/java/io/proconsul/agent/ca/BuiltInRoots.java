package io.proconsul.agent.ca;

import io.proconsul.codec.GoTime;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.connect.RootMaker;
import io.proconsul.core.connect.RootRules;
import io.proconsul.model.connect.CaConfiguration;
import io.proconsul.model.connect.CaKey;
import io.proconsul.model.connect.CaRoot;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.Locale;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes the roots of the built-in authority, with the names, extensions and their order that
 * Consul's have. Any thread; takes a while, the first time above all.
 */
public final class BuiltInRoots implements RootMaker {
  private static final String NAME = "Consul CA Primary Cert";

  /** Letters and digits of a common name that tell roots of one cluster apart. */
  private static final int UNIQUE_LENGTH = 8;

  /** Digits before the first hyphen of a UUID. */
  private static final int CLUSTER_LENGTH = 8;

  /** For how long an old root vouches for a new one: until all agents have the new one. */
  private static final Duration CROSS_SIGNED = Duration.ofDays(7);

  private static final HexFormat COLONS = HexFormat.ofDelimiter(":");
  private static final Base64.Encoder PEM_LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private final InstantSource clock;

  public BuiltInRoots(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Made make(String clusterId, long serialNumber, RootRules rules) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant end = now.plus(rules.valid());
    try {
      KeyPair pair = newKey(rules);
      byte[] keyId = keyId(pair.getPublic());
      X500Name name = name(clusterId);
      X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
          name, number(serialNumber), Date.from(now), Date.from(end), name, pair.getPublic());
      addExtensions(builder, keyId, keyId, CaConfiguration.trustDomain(clusterId));
      byte[] der = signed(builder, pair.getPrivate());
      String id = COLONS.formatHex(MessageDigest.getInstance("SHA-1").digest(der));
      CaRoot root = new CaRoot(
          id,
          NAME,
          serialNumber,
          COLONS.formatHex(keyId),
          clusterId,
          now,
          end,
          pem("CERTIFICATE", der),
          null,
          true,
          GoTime.ZERO,
          rules.keyType(),
          rules.keyBits(),
          0,
          0);
      return new Made(root, new CaKey(id, pem("PRIVATE KEY", pair.getPrivate().getEncoded())));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new ConsulException.Refused("the root certificate could not be made: " + e);
    }
  }

  @Override
  public String crossSign(CaRoot root, CaRoot by, CaKey key) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    try {
      X509CertificateHolder subject = new X509CertificateHolder(der(root.rootCert()));
      X509CertificateHolder issuer = new X509CertificateHolder(der(by.rootCert()));
      X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
          issuer.getSubject(),
          number(root.serialNumber()),
          Date.from(now),
          Date.from(now.plus(CROSS_SIGNED)),
          subject.getSubject(),
          subject.getSubjectPublicKeyInfo());
      addExtensions(
          builder,
          COLONS.parseHex(root.signingKeyId()),
          COLONS.parseHex(by.signingKeyId()),
          CaConfiguration.trustDomain(root.externalTrustDomain()));
      PrivateKey signer = KeyFactory.getInstance(by.privateKeyType().toUpperCase(Locale.ROOT))
          .generatePrivate(new PKCS8EncodedKeySpec(der(key.privateKey())));
      return pem("CERTIFICATE", signed(builder, signer));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new ConsulException.Refused("the old root could not sign the new one: " + e);
    }
  }

  private static BigInteger number(long unsigned) {
    return new BigInteger(Long.toUnsignedString(unsigned));
  }

  private static byte[] signed(X509v3CertificateBuilder builder, PrivateKey key)
      throws OperatorCreationException, IOException {
    String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
    return builder.build(new JcaContentSignerBuilder(algorithm).build(key)).getEncoded();
  }

  private static KeyPair newKey(RootRules rules) throws GeneralSecurityException {
    if (rules.keyType().equals("ec")) {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp" + rules.keyBits() + "r1"));
      return generator.generateKeyPair();
    }
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(rules.keyBits());
    return generator.generateKeyPair();
  }

  /** RFC 5280 leaves open how an identifier is made of a key; Consul takes all of its digest. */
  private static byte[] keyId(PublicKey key) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
  }

  /** Such as {@code pri-1k3ha0qz.consul.ca.4c05b8b4.consul}. */
  private static X500Name name(String clusterId) {
    String unique = Long.toString(new SecureRandom().nextLong(Long.MAX_VALUE), Character.MAX_RADIX);
    String padded = "0".repeat(UNIQUE_LENGTH) + unique;
    String common = "pri-" + padded.substring(padded.length() - UNIQUE_LENGTH) + ".consul.ca."
        + clusterId.substring(0, CLUSTER_LENGTH).toLowerCase(Locale.ROOT) + ".consul";
    return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, common).build();
  }

  private static void addExtensions(
      X509v3CertificateBuilder builder, byte[] keyId, byte[] signerId, String trustDomain)
      throws CertIOException {
    builder.addExtension(
        Extension.keyUsage,
        true,
        new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyCertSign | KeyUsage.cRLSign));
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    builder.addExtension(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyId));
    builder.addExtension(
        Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(signerId));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(
            new GeneralName(GeneralName.uniformResourceIdentifier, "spiffe://" + trustDomain)));
  }

  private static byte[] der(String pem) {
    String body = pem.substring(pem.indexOf('\n'), pem.lastIndexOf("\n-----END"));
    return Base64.getMimeDecoder().decode(body);
  }

  private static String pem(String type, byte[] der) {
    return "-----BEGIN " + type + "-----\n" + PEM_LINES.encodeToString(der) + "\n-----END " + type
        + "-----\n";
  }
}
