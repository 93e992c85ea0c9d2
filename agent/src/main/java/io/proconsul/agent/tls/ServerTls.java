package io.proconsul.agent.tls;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.proconsul.agent.config.TlsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Makes the TLS settings of a listener of its configuration. Clients prove themselves if asked. */
public final class ServerTls {
  private static final List<String> VERSIONS = List.of("TLSv1_0", "TLSv1_1", "TLSv1_2", "TLSv1_3");
  private static final List<String> JDK_VERSIONS =
      List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");

  private ServerTls() {}

  /** @throws IOException when a file is missing or wrong, or there is no certificate at all */
  public static SslContext context(TlsConfig config) throws IOException {
    if (config.certFile().isEmpty() || config.keyFile().isEmpty()) {
      throw new IOException("TLS needs both cert_file and key_file");
    }
    try {
      List<X509Certificate> chain = Pem.certificates(Path.of(config.certFile()));
      PrivateKey key = Pem.privateKey(Path.of(config.keyFile()));
      Pem.checkMatch(key, chain.getFirst(), config.certFile());
      SslContextBuilder builder = SslContextBuilder.forServer(
              key, chain.toArray(X509Certificate[]::new))
          .sslProvider(SslProvider.JDK)
          .protocols(versions(config.minVersion()))
          .clientAuth(config.verifyIncoming() ? ClientAuth.REQUIRE : ClientAuth.NONE);
      if (!config.cipherSuites().isEmpty()) {
        builder.ciphers(config.cipherSuites());
      }
      List<X509Certificate> authorities = authorities(config);
      if (!authorities.isEmpty()) {
        builder.trustManager(authorities);
      } else if (config.verifyIncoming()) {
        throw new IOException(
            "VerifyIncoming set but no CA certificates were provided: set ca_file or ca_path");
      }
      return builder.build();
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException("TLS: " + e.getMessage(), e);
    }
  }

  static List<X509Certificate> authorities(TlsConfig config)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> authorities = new ArrayList<>();
    if (!config.caFile().isEmpty()) {
      authorities.addAll(Pem.certificates(Path.of(config.caFile())));
    }
    if (!config.caPath().isEmpty()) {
      try (Stream<Path> files = Files.list(Path.of(config.caPath()))) {
        for (Path file : files.sorted().toList()) {
          authorities.addAll(Pem.certificates(file));
        }
      }
    }
    return authorities;
  }

  static List<String> versions(String least) {
    // TLS_AUTO leaves it to the platform, which has given up all before 1.2.
    int from = Math.max(VERSIONS.indexOf(least), VERSIONS.indexOf("TLSv1_2"));
    return JDK_VERSIONS.subList(from, JDK_VERSIONS.size());
  }
}
