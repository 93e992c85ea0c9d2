package io.proconsul.client;

import io.proconsul.client.wire.Target;
import io.proconsul.client.wire.TlsLink;
import io.proconsul.client.wire.TlsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Gathers a {@link ClientConfig} from the environment and from what the caller sets; later calls
 * win. For one thread.
 */
public final class ClientSettings {
  public static final String DEFAULT_ADDRESS = "127.0.0.1:8500";

  private String address = DEFAULT_ADDRESS;
  private boolean secure;
  private String token = "";
  private String tokenFile = "";
  private String basicAuth = "";
  private TlsOptions tls = TlsOptions.DEFAULT;
  private ClientConfig.Scope scope = ClientConfig.Scope.NONE;

  /** Takes what Consul's environment variables say, as far as they are set. */
  public ClientSettings environment(UnaryOperator<@Nullable String> variables) {
    address = text(variables, "CONSUL_HTTP_ADDR", address);
    token = text(variables, "CONSUL_HTTP_TOKEN", token);
    tokenFile = text(variables, "CONSUL_HTTP_TOKEN_FILE", tokenFile);
    basicAuth = text(variables, "CONSUL_HTTP_AUTH", basicAuth);
    secure = bool(variables, "CONSUL_HTTP_SSL", secure);
    tls = new TlsOptions(
        text(variables, "CONSUL_CACERT", tls.caFile()),
        text(variables, "CONSUL_CAPATH", tls.caPath()),
        text(variables, "CONSUL_CLIENT_CERT", tls.certFile()),
        text(variables, "CONSUL_CLIENT_KEY", tls.keyFile()),
        text(variables, "CONSUL_TLS_SERVER_NAME", tls.serverName()),
        bool(variables, "CONSUL_HTTP_SSL_VERIFY", tls.verify()));
    scope = new ClientConfig.Scope(
        scope.datacenter(),
        text(variables, "CONSUL_NAMESPACE", scope.namespace()),
        text(variables, "CONSUL_PARTITION", scope.partition()));
    return this;
  }

  public ClientSettings address(String value) {
    address = value;
    return this;
  }

  public ClientSettings token(String value) {
    token = value;
    return this;
  }

  /** A file whose text is the token; it wins over {@link #token}. */
  public ClientSettings tokenFile(String value) {
    tokenFile = value;
    return this;
  }

  public TlsOptions tls() {
    return tls;
  }

  public ClientSettings tls(TlsOptions value) {
    tls = value;
    return this;
  }

  public ClientConfig.Scope scope() {
    return scope;
  }

  public ClientSettings scope(ClientConfig.Scope value) {
    scope = value;
    return this;
  }

  /** @throws ClientException when the address is bad, or a file cannot be read */
  public ClientConfig build() {
    if (!tls.equals(TlsOptions.DEFAULT)) {
      checkTls();
    }
    return new ClientConfig(
        target(),
        tls,
        tokenFile.isEmpty() ? token : tokenFromFile(),
        basicAuth,
        scope,
        ClientConfig.CONNECT_TIMEOUT,
        ClientConfig.MAX_RESPONSE_BYTES);
  }

  /** A file that cannot be read is told before anything is sent. */
  private void checkTls() {
    try {
      TlsLink.check(tls);
    } catch (IOException e) {
      throw new ClientException(String.valueOf(e.getMessage()), e);
    }
  }

  private Target target() {
    try {
      return Target.parse(address, secure);
    } catch (IllegalArgumentException e) {
      throw new ClientException(String.valueOf(e.getMessage()), e);
    }
  }

  private String tokenFromFile() {
    try {
      String text = Files.readString(Path.of(tokenFile)).strip();
      return text.isEmpty() ? token : text;
    } catch (NoSuchFileException e) {
      throw new ClientException(
          "Error loading token file " + tokenFile + " : open " + tokenFile
              + ": no such file or directory",
          e);
    } catch (IOException e) {
      throw new ClientException(
          "Error loading token file " + tokenFile + " : " + e.getMessage(), e);
    }
  }

  private static String text(
      UnaryOperator<@Nullable String> variables, String name, String otherwise) {
    String value = variables.apply(name);
    return value == null || value.isEmpty() ? otherwise : value;
  }

  /** A value that is no boolean is as good as none. */
  private static boolean bool(
      UnaryOperator<@Nullable String> variables, String name, boolean otherwise) {
    return switch (text(variables, name, "")) {
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      case "0", "f", "F", "false", "FALSE", "False" -> false;
      default -> otherwise;
    };
  }
}
