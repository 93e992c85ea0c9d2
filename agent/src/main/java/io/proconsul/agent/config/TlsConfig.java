package io.proconsul.agent.config;

import java.util.List;
import java.util.Set;

/**
 * TLS of one listener, and of what is called the same way. Files are in PEM.
 *
 * @param caFile authorities that certificates of others must come from; empty for none
 * @param caPath a folder of such files; empty for none
 * @param certFile with its chain; empty for none
 * @param minVersion {@code TLSv1_2} and the like
 * @param cipherSuites in Go's spelling; empty for those of the platform
 * @param verifyIncoming whether clients must show a certificate
 * @param verifyOutgoing whether servers of RPC are called with TLS, and checked
 * @param verifyServerHostname whether they must prove to be servers of their datacenter; it brings
 *     {@code verifyOutgoing} with it
 */
public record TlsConfig(
    String caFile,
    String caPath,
    String certFile,
    String keyFile,
    String minVersion,
    List<String> cipherSuites,
    boolean verifyIncoming,
    boolean verifyOutgoing,
    boolean verifyServerHostname) {
  private static final Set<String> VERSIONS =
      Set.of("TLS_AUTO", "TLSv1_0", "TLSv1_1", "TLSv1_2", "TLSv1_3");

  public static final TlsConfig NONE =
      new TlsConfig("", "", "", "", "TLSv1_2", List.of(), false, false, false);

  public TlsConfig {
    cipherSuites = List.copyOf(cipherSuites);
    verifyOutgoing |= verifyServerHostname;
    if (!VERSIONS.contains(minVersion)) {
      throw new ConfigException("TLS version \"" + minVersion
          + "\" is not one of TLS_AUTO, TLSv1_0," + " TLSv1_1, TLSv1_2, TLSv1_3");
    }
  }
}
