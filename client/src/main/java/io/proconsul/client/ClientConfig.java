package io.proconsul.client;

import io.proconsul.client.wire.Target;
import io.proconsul.client.wire.TlsOptions;
import java.time.Duration;

/**
 * Where the agent is and what every request carries. Make one with {@link ClientSettings}.
 *
 * @param target where to connect
 * @param token the ACL token; empty for none
 * @param basicAuth {@code user:password} for a proxy in front of the agent; empty for none
 * @param scope the datacenter and such that every request names
 * @param maxResponseBytes what an answer may hold at most
 */
public record ClientConfig(
    Target target,
    TlsOptions tls,
    String token,
    String basicAuth,
    Scope scope,
    Duration connectTimeout,
    int maxResponseBytes) {
  /** As Go's client waits for a connection. */
  public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);

  /** More than any key or catalog answer; an export of a store that is larger must go by prefix. */
  public static final int MAX_RESPONSE_BYTES = 512 << 20;

  /** What a request names unless its options say otherwise; parts may be empty. */
  public record Scope(String datacenter, String namespace, String partition) {
    public static final Scope NONE = new Scope("", "", "");
  }

  /** An agent at {@code host:port}, without TLS or token. */
  public static ClientConfig of(String address) {
    return new ClientSettings().address(address).build();
  }
}
