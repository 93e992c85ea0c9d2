package io.proconsul.agent.rpc.yamux;

import java.time.Duration;

/**
 * What a session allows. The durations and the backlog are those of hashicorp/yamux.
 *
 * @param maxStreams open at once; the peer's further ones are reset
 * @param backlog streams of ours that may wait for the peer's acceptance
 * @param keepalive between pings
 * @param keepaliveTimeout for the answer to a ping
 * @param closeTimeout for the peer's end of a stream that we have ended
 */
public record YamuxBounds(
    int maxStreams,
    int backlog,
    Duration keepalive,
    Duration keepaliveTimeout,
    Duration closeTimeout) {
  public static final YamuxBounds DEFAULT = new YamuxBounds(
      32_768, 256, Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofMinutes(5));

  public YamuxBounds withMaxStreams(int streams) {
    return new YamuxBounds(streams, backlog, keepalive, keepaliveTimeout, closeTimeout);
  }
}
