package io.proconsul.agent.tls;

import io.proconsul.agent.config.TlsConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS between agents ({@code tls.internal_rpc}) as it was configured at one time: a reload makes
 * another. Immutable, for any thread. The rules are those of Consul's {@code verify_incoming},
 * {@code verify_outgoing} and {@code verify_server_hostname}.
 */
public final class RpcTls {
  private static final int DNS_NAME = 2;

  private final TlsConfig config;
  private final String datacenter;
  private final String domain;
  private final boolean authorities;
  private final boolean certificate;
  private final SSLContext incoming;
  private final SSLContext outgoing;

  private RpcTls(TlsConfig config, String datacenter, String domain)
      throws IOException, GeneralSecurityException {
    this.config = config;
    this.datacenter = datacenter;
    this.domain = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
    List<X509Certificate> trusted = ServerTls.authorities(config);
    authorities = !trusted.isEmpty();
    KeyManager[] keys = keys(config);
    certificate = keys.length > 0;
    check(config);
    TrustManager[] checked = authorities ? trust(trusted) : new TrustManager[] {};
    incoming = context(keys, checked);
    outgoing = config.verifyOutgoing()
        ? incoming
        : context(keys, new TrustManager[] {new AnyCertificate()});
    parameters(incoming.getSupportedSSLParameters());
  }

  /**
   * Reads the files.
   *
   * @param datacenter of this agent
   * @param domain {@code consul} and the like
   * @throws IOException when a file is missing or wrong, or one is needed that is not named
   */
  public static RpcTls of(TlsConfig config, String datacenter, String domain) throws IOException {
    try {
      return new RpcTls(config, datacenter, domain);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException("TLS: " + e.getMessage(), e);
    }
  }

  private void check(TlsConfig config) throws IOException {
    if (config.verifyOutgoing() && !authorities) {
      throw new IOException("VerifyOutgoing set but no CA certificates were provided");
    }
    if (config.verifyIncoming() && !authorities) {
      throw new IOException("VerifyIncoming set but no CA certificates were provided");
    }
    if (config.verifyIncoming() && !certificate) {
      throw new IOException("VerifyIncoming requires a Cert and Key pair in the configuration");
    }
  }

  private static KeyManager[] keys(TlsConfig config) throws IOException, GeneralSecurityException {
    if (config.certFile().isEmpty() && config.keyFile().isEmpty()) {
      return new KeyManager[0];
    }
    if (config.certFile().isEmpty() || config.keyFile().isEmpty()) {
      throw new IOException("TLS needs both cert_file and key_file");
    }
    PrivateKey key = Pem.privateKey(Path.of(config.keyFile()));
    List<X509Certificate> chain = Pem.certificates(Path.of(config.certFile()));
    Pem.checkMatch(key, chain.getFirst(), config.certFile());
    return new KeyManager[] {new OneKey(key, chain)};
  }

  private static TrustManager[] trust(List<X509Certificate> authorities)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (int i = 0; i < authorities.size(); i++) {
      store.setCertificateEntry("ca" + i, authorities.get(i));
    }
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static SSLContext context(KeyManager[] keys, TrustManager[] trust)
      throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust, null);
    return context;
  }

  private SSLParameters parameters(SSLParameters supported) {
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(ServerTls.versions(config.minVersion()).toArray(String[]::new));
    if (!config.cipherSuites().isEmpty()) {
      parameters.setCipherSuites(
          CipherSuites.choose(config.cipherSuites(), List.of(supported.getCipherSuites()))
              .toArray(String[]::new));
    }
    return parameters;
  }

  /** Whether this agent can be the server of a TLS connection. */
  public boolean accepts() {
    return certificate;
  }

  /** Whether both sides can prove who they are: connections that begin with TLS are accepted. */
  public boolean mutual() {
    return authorities && certificate;
  }

  /** Whether connections without TLS are refused. */
  public boolean verifyIncoming() {
    return config.verifyIncoming();
  }

  /** Whether servers that speak TLS are called with it. */
  public boolean calls() {
    return config.verifyOutgoing();
  }

  /** Whether only servers of the datacenter may speak as such. */
  public boolean verifyServerHostname() {
    return config.verifyServerHostname();
  }

  /**
   * The server's end of TLS; the handshake comes with the first read.
   *
   * @param consumed what was read of the connection already
   * @param protocols for ALPN, which asks for a certificate always; empty without
   */
  public SSLSocket accept(Socket raw, byte[] consumed, String... protocols) throws IOException {
    SSLSocket socket = (SSLSocket)
        incoming.getSocketFactory().createSocket(raw, new ByteArrayInputStream(consumed), true);
    SSLParameters parameters = parameters(incoming.getSupportedSSLParameters());
    if (config.verifyIncoming() || protocols.length > 0) {
      parameters.setNeedClientAuth(true);
    } else if (authorities && config.verifyServerHostname()) {
      // Who comes with Raft has to show one.
      parameters.setWantClientAuth(true);
    }
    parameters.setApplicationProtocols(protocols);
    socket.setUseClientMode(false);
    socket.setSSLParameters(parameters);
    return socket;
  }

  /**
   * The client's end of TLS; the handshake comes with the first write.
   *
   * @param host where the connection leads to
   * @param of the datacenter of the server
   */
  public SSLSocket call(Socket raw, String host, String of) throws IOException {
    boolean named = config.verifyServerHostname();
    SSLSocket socket = (SSLSocket) outgoing
        .getSocketFactory()
        .createSocket(raw, named ? serverName(of) : host, raw.getPort(), true);
    SSLParameters parameters = parameters(outgoing.getSupportedSSLParameters());
    if (named) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    socket.setUseClientMode(true);
    socket.setSSLParameters(parameters);
    return socket;
  }

  private String serverName(String of) {
    return "server." + of + "." + domain;
  }

  /** Whether the other side has shown, and proved, a certificate for servers of our datacenter. */
  public boolean isServer(SSLSession session) {
    if (!authorities) {
      return false;
    }
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate own && names(own);
    } catch (SSLPeerUnverifiedException | java.security.cert.CertificateParsingException _) {
      return false;
    }
  }

  private boolean names(X509Certificate own) throws java.security.cert.CertificateParsingException {
    @Nullable Collection<List<?>> names = own.getSubjectAlternativeNames();
    if (names == null) {
      return false;
    }
    List<String> accepted = new ArrayList<>();
    accepted.add(serverName(datacenter).toLowerCase(Locale.ROOT));
    // Whoever may call itself anything below the datacenter may call itself server.
    accepted.add(("*." + datacenter + "." + domain).toLowerCase(Locale.ROOT));
    for (List<?> name : names) {
      if (name.get(0).equals(DNS_NAME)
          && name.get(1) instanceof String text
          && accepted.contains(text.toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }

  /** No TLS at all. */
  public static RpcTls none() {
    try {
      return new RpcTls(TlsConfig.NONE, "", "");
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("TLS of the platform", e);
    }
  }
}
