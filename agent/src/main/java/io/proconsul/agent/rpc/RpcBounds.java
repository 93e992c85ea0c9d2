package io.proconsul.agent.rpc;

import java.time.Duration;

/**
 * What one peer, and all together, may take.
 *
 * @param maxConnectionsPerClient {@code limits.rpc_max_conns_per_client}; 0 or less for any number
 * @param handshakeTimeout for the first byte and TLS: {@code limits.rpc_handshake_timeout}
 * @param maxMessage bytes of one request or answer at most
 * @param maxStreams open streams, and calls that wait for their answer, of one connection
 * @param maxBuffered bytes kept for one connection, each way; more ends it
 * @param maxBufferedTotal bytes kept for all connections together; half as many besides for the
 *     connections themselves
 */
public record RpcBounds(
    int maxConnectionsPerClient,
    Duration handshakeTimeout,
    int maxMessage,
    int maxStreams,
    int maxBuffered,
    long maxBufferedTotal) {
  public static final RpcBounds DEFAULT = new RpcBounds(
      100,
      Duration.ofSeconds(5),
      64 << 20,
      32_768,
      96 << 20,
      Math.max(128L << 20, Runtime.getRuntime().maxMemory() / 4));

  public RpcBounds {
    if (maxMessage < 1 || maxStreams < 1 || maxBuffered < maxMessage) {
      throw new IllegalArgumentException("bounds of RPC: " + maxMessage + " " + maxStreams);
    }
  }

  /** With other limits of the configuration. */
  public RpcBounds with(int connectionsPerClient, Duration handshake) {
    return new RpcBounds(
        connectionsPerClient, handshake, maxMessage, maxStreams, maxBuffered, maxBufferedTotal);
  }
}
