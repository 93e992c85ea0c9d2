package io.proconsul.agent.tls;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The platform's names of cipher suites. As in Go the configuration chooses among those of TLS 1.2;
 * those of 1.3 are always there.
 */
final class CipherSuites {
  private static final List<String> OF_TLS_1_3 =
      List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

  private CipherSuites() {}

  /**
   * What to enable.
   *
   * @param chosen in Go's spelling
   * @param supported by the platform
   * @throws IllegalArgumentException when one is not known
   */
  static List<String> choose(List<String> chosen, List<String> supported) {
    Set<String> suites = new LinkedHashSet<>(OF_TLS_1_3);
    for (String name : chosen) {
      // Go leaves out the hash of these.
      String full = name.endsWith("_POLY1305") ? name + "_SHA256" : name;
      if (!supported.contains(full)) {
        throw new IllegalArgumentException("unsupported cipher \"" + name + "\"");
      }
      suites.add(full);
    }
    suites.retainAll(supported);
    return List.copyOf(suites);
  }
}
