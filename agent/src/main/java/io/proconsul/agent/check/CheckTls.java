package io.proconsul.agent.check;

import io.proconsul.agent.tls.AnyCertificate;
import io.proconsul.model.CheckKind;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** TLS on connections of checks; its contexts are made when first needed. Any thread. */
final class CheckTls {
  private final ContextOnce verifying = new ContextOnce(false);
  private final ContextOnce trusting = new ContextOnce(true);

  /**
   * Shakes hands, as a client that expects {@code tls.serverName} or else the host.
   *
   * @param protocols for ALPN; empty for none
   */
  SSLSocket secure(Socket socket, String host, CheckKind.Tls tls, List<String> protocols)
      throws IOException {
    SSLContext context = (tls.skipVerify() ? trusting : verifying).get();
    String name = tls.serverName().isEmpty() ? host : tls.serverName();
    SSLSocket secured =
        (SSLSocket) context.getSocketFactory().createSocket(socket, name, socket.getPort(), true);
    SSLParameters parameters = secured.getSSLParameters();
    if (!tls.skipVerify()) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    if (isName(name)) {
      parameters.setServerNames(List.of(new SNIHostName(name)));
    }
    if (!protocols.isEmpty()) {
      parameters.setApplicationProtocols(protocols.toArray(String[]::new));
    }
    secured.setSSLParameters(parameters);
    try {
      secured.startHandshake();
    } catch (SSLException e) {
      throw new IOException(reason(e), e);
    }
    return secured;
  }

  private static boolean isName(String host) {
    return host.indexOf(':') < 0 && !host.isEmpty() && !Character.isDigit(host.charAt(0));
  }

  /** As far as there is a counterpart among Go's texts. */
  private static String reason(SSLException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("PKIX path building failed")) {
      return "tls: failed to verify certificate: x509: certificate signed by unknown authority";
    }
    if (message.contains("plaintext connection")
        || message.contains("Unsupported or unrecognized")) {
      return "tls: first record does not look like a TLS handshake";
    }
    return "tls: " + message;
  }

  /** Made once, when the first check needs it. */
  private static final class ContextOnce {
    private final boolean trusting;
    private volatile @org.jspecify.annotations.Nullable SSLContext context;

    ContextOnce(boolean trusting) {
      this.trusting = trusting;
    }

    SSLContext get() throws IOException {
      SSLContext made = context;
      return made == null ? make() : made;
    }

    private synchronized SSLContext make() throws IOException {
      SSLContext made = context;
      if (made != null) {
        return made;
      }
      try {
        SSLContext fresh = SSLContext.getInstance("TLS");
        fresh.init(
            null, trusting ? new TrustManager[] {new AnyCertificate()} : null, new SecureRandom());
        context = fresh;
        return fresh;
      } catch (GeneralSecurityException e) {
        throw new IOException("tls: " + e.getMessage(), e);
      }
    }
  }
}
