package io.proconsul.agent.config;

import java.time.Duration;

/**
 * Bounds that protect the agent.
 *
 * @param httpMaxConnsPerClient open connections from one address
 * @param kvMaxValueSize bytes of one value
 * @param txnMaxReqLen bytes of one transaction's body
 * @param httpsHandshakeTimeout for the TLS handshake of a connection
 */
public record Limits(
    int httpMaxConnsPerClient,
    int kvMaxValueSize,
    int txnMaxReqLen,
    Duration httpsHandshakeTimeout) {
  public static final Limits DEFAULT =
      new Limits(200, 512 * 1024, 512 * 1024, Duration.ofSeconds(5));
}
