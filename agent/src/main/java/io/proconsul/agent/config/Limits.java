package io.proconsul.agent.config;

import java.time.Duration;

/**
 * Bounds that protect the agent.
 *
 * @param httpMaxConnsPerClient open connections from one address
 * @param kvMaxValueSize bytes of one value
 * @param txnMaxReqLen bytes of one transaction's body
 * @param httpsHandshakeTimeout for the TLS handshake of a connection
 * @param rpc those of the server port and of calls
 */
public record Limits(
    int httpMaxConnsPerClient,
    int kvMaxValueSize,
    int txnMaxReqLen,
    Duration httpsHandshakeTimeout,
    Rpc rpc)
    implements AgentConfig.Part {
  public static final Limits DEFAULT =
      new Limits(200, 512 * 1024, 512 * 1024, Duration.ofSeconds(5), Rpc.DEFAULT);

  /**
   * Bounds between agents.
   *
   * @param maxConnsPerClient open connections to the server port from one address
   * @param handshakeTimeout from a connection to the end of its TLS handshake
   * @param clientTimeout for an answer, on top of what a query may wait by itself
   * @param rate calls a second that a client agent makes; negative for any number
   * @param maxBurst calls that it makes at once
   */
  public record Rpc(
      int maxConnsPerClient,
      Duration handshakeTimeout,
      Duration clientTimeout,
      double rate,
      int maxBurst) {
    public static final Rpc DEFAULT =
        new Rpc(100, Duration.ofSeconds(5), Duration.ofSeconds(60), -1, 1_000);
  }
}
