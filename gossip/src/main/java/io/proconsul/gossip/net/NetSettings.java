package io.proconsul.gossip.net;

import io.proconsul.gossip.wire.IpAddress;
import io.proconsul.gossip.wire.NodeAddress;
import io.proconsul.gossip.wire.Security;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where a driver listens and how it talks.
 *
 * @param pool names threads and log lines: {@code lan}, {@code wan}
 * @param bind port 0 for any free one, the same for UDP and TCP
 * @param advertise what others are told; null for what is bound, port 0 for the port bound
 * @param compress whether outgoing messages are compressed, as memberlist does by default
 * @param allowed whose packets and streams are looked at
 * @param streamTimeout of a stream, from its beginning to its end
 * @param streamBytes what all streams of one direction may hold in memory
 */
public record NetSettings(
    String pool,
    NodeAddress bind,
    @Nullable NodeAddress advertise,
    Security security,
    boolean compress,
    Predicate<IpAddress> allowed,
    Duration streamTimeout,
    long streamBytes) {
  public static NetSettings of(String pool, NodeAddress bind, Security security) {
    return new NetSettings(
        pool,
        bind,
        null,
        security,
        true,
        _ -> true,
        Duration.ofSeconds(10),
        StreamBudget.ofHeap(Runtime.getRuntime().maxMemory()));
  }

  public NetSettings advertising(NodeAddress address) {
    return new NetSettings(
        pool, bind, address, security, compress, allowed, streamTimeout, streamBytes);
  }

  public NetSettings allowing(Predicate<IpAddress> addresses) {
    return new NetSettings(
        pool, bind, advertise, security, compress, addresses, streamTimeout, streamBytes);
  }

  public NetSettings compressing(boolean on) {
    return new NetSettings(
        pool, bind, advertise, security, on, allowed, streamTimeout, streamBytes);
  }

  public NetSettings timingOutAfter(Duration time) {
    return new NetSettings(pool, bind, advertise, security, compress, allowed, time, streamBytes);
  }

  public NetSettings holdingAtMost(long bytes) {
    return new NetSettings(
        pool, bind, advertise, security, compress, allowed, streamTimeout, bytes);
  }
}
