package io.proconsul.client.wire;

/**
 * How a client proves itself and whom it trusts; every part may be empty. Paths name PEM files.
 *
 * @param serverName the name asked for and checked in place of the host's
 * @param verify whether the server's certificate is checked at all
 */
public record TlsOptions(
    String caFile,
    String caPath,
    String certFile,
    String keyFile,
    String serverName,
    boolean verify) {
  public static final TlsOptions DEFAULT = new TlsOptions("", "", "", "", "", true);
}
