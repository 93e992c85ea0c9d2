package io.proconsul.gossip.swim;

import io.proconsul.gossip.wire.IpAddress;
import io.proconsul.gossip.wire.NodeAddress;
import io.proconsul.gossip.wire.Security;
import io.proconsul.gossip.wire.Versions;
import java.util.function.Predicate;

/**
 * One member's identity and limits.
 *
 * @param address what is advertised to others
 * @param packetBytes the room for messages in a packet, without what encryption and label take
 * @param allowed which addresses members may have
 */
public record Settings(
    String name,
    NodeAddress address,
    Versions versions,
    Tuning tuning,
    int packetBytes,
    Predicate<IpAddress> allowed) {
  /** More members than this are not taken in, wherever they are said to be. */
  public static final int MAX_MEMBERS = 100_000;

  public static final int METADATA_BYTES = 512;
  private static final int PACKET_BYTES = 1400;

  public static Settings of(String name, NodeAddress address, Tuning tuning, Security security) {
    int room = PACKET_BYTES - security.packetOverhead();
    return new Settings(name, address, Versions.SERF, tuning, room, _ -> true);
  }

  public Settings allowing(Predicate<IpAddress> addresses) {
    return new Settings(name, address, versions, tuning, packetBytes, addresses);
  }
}
