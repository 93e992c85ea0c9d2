package io.proconsul.client.wire;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Puts TLS over a connected socket, with the certificates that the options name. */
public final class TlsLink {
  private TlsLink() {}

  /**
   * Reads the files that the options name.
   *
   * @throws IOException when one cannot be read
   */
  public static void check(TlsOptions options) throws IOException {
    try {
      context(options);
    } catch (GeneralSecurityException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  static Link over(Socket socket, Dial dial) throws IOException {
    try {
      SSLSocket secure = handshake(socket, dial);
      return new Link(secure.getInputStream(), secure.getOutputStream(), secure);
    } catch (GeneralSecurityException e) {
      socket.close();
      throw new IOException(e.getMessage(), e);
    } catch (IOException e) {
      socket.close();
      throw inGoWords(e);
    }
  }

  private static SSLSocket handshake(Socket socket, Dial dial)
      throws IOException, GeneralSecurityException {
    TlsOptions options = dial.tls();
    String name = options.serverName().isEmpty() ? dial.target().host() : options.serverName();
    SSLSocket secure = (SSLSocket) context(options)
        .getSocketFactory()
        .createSocket(socket, name, dial.target().port(), true);
    SSLParameters parameters = secure.getSSLParameters();
    if (options.verify()) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    if (isName(name)) {
      parameters.setServerNames(List.of(new SNIHostName(name)));
    }
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return secure;
  }

  private static SSLContext context(TlsOptions options)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    KeyManager @Nullable [] keys = options.certFile().isEmpty()
        ? null
        : Pem.keyManagers(options.certFile(), options.keyFile());
    TrustManager @Nullable [] trust = null;
    if (!options.verify()) {
      trust = new TrustManager[] {new TrustingAll()};
    } else if (!options.caFile().isEmpty() || !options.caPath().isEmpty()) {
      trust = Pem.trustManagers(options.caFile(), options.caPath());
    }
    context.init(keys, trust, null);
    return context;
  }

  /** A name that may go into SNI: no address. */
  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.indexOf(':') < 0
        && !name.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
  }

  private static IOException inGoWords(IOException e) {
    String text = String.valueOf(e.getMessage());
    if (text.startsWith("Unsupported or unrecognized SSL message")) {
      return new IOException("http: server gave HTTP response to HTTPS client", e);
    }
    if (e instanceof SSLException) {
      for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof CertificateException) {
          return new IOException(
              "tls: failed to verify certificate: x509: " + certificateFault(cause), e);
        }
      }
    }
    return text.startsWith("Received fatal alert: ")
        ? new IOException(
            "remote error: tls: "
                + text.substring("Received fatal alert: ".length()).replace('_', ' '),
            e)
        : Failures.whileTalking(e);
  }

  private static String certificateFault(Throwable fault) {
    String text = String.valueOf(fault.getMessage());
    if (text.contains("unable to find valid certification path")) {
      return "certificate signed by unknown authority";
    }
    return text;
  }

  /** For {@code CONSUL_HTTP_SSL_VERIFY=false}, where the user asked for no check. */
  private static final class TrustingAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(
        X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

    @Override
    public void checkServerTrusted(
        X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
