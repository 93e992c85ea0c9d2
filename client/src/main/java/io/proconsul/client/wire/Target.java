package io.proconsul.client.wire;

import java.io.IOException;

/**
 * An agent's address: {@code host:port}, with a scheme or a path prefix if needed, or
 * {@code unix://path}.
 *
 * @param authority host and port as written, for URLs and the {@code Host} header
 * @param prefix a path that every request's path is put behind; empty or starting with a slash
 * @param socket the path of a unix socket; empty for TCP
 */
public record Target(boolean secure, String authority, String prefix, String socket) {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  /**
   * @param secure whether TLS was asked for apart from the address; {@code http://} does not undo
   *     it
   * @throws IllegalArgumentException when the scheme is unknown
   */
  public static Target parse(String address, boolean secure) {
    int at = address.indexOf("://");
    String rest = at < 0 ? address : address.substring(at + 3);
    String scheme = at < 0 ? "" : address.substring(0, at);
    return switch (scheme) {
      case "", "http" -> tcp(rest, secure);
      case "https" -> tcp(rest, true);
      case "unix" -> new Target(secure, "localhost", "", rest);
      default -> throw new IllegalArgumentException("Unknown protocol scheme: " + scheme);
    };
  }

  private static Target tcp(String rest, boolean secure) {
    int slash = rest.indexOf('/');
    String authority = slash < 0 ? rest : rest.substring(0, slash);
    String prefix = slash < 0 ? "" : rest.substring(slash);
    while (prefix.endsWith("/")) {
      prefix = prefix.substring(0, prefix.length() - 1);
    }
    return new Target(secure, authority, prefix, "");
  }

  /** The host without its port and brackets. */
  public String host() {
    if (authority.startsWith("[")) {
      int end = authority.indexOf(']');
      return authority.substring(1, end < 0 ? authority.length() : end);
    }
    int colon = authority.lastIndexOf(':');
    return colon < 0 ? authority : authority.substring(0, colon);
  }

  /** @throws IOException when the port is no number */
  int port() throws IOException {
    int colon = authority.lastIndexOf(':');
    if (colon < 0 || colon < authority.indexOf(']') || colon == authority.length() - 1) {
      return secure ? HTTPS_PORT : HTTP_PORT;
    }
    String text = authority.substring(colon + 1);
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 0xffff) {
        return port;
      }
    } catch (NumberFormatException _) {
      // Told below, in the same words as a number that is no port.
    }
    throw new IOException("dial tcp: address " + text + ": invalid port");
  }

  /** What errors and the request call the agent: scheme and authority. */
  public String url() {
    return (secure ? "https://" : "http://") + authority;
  }
}
