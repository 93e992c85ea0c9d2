package io.proconsul.gossip.pool;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.GoBase64;
import io.proconsul.gossip.net.NetSettings;
import io.proconsul.gossip.serf.LocalNode;
import io.proconsul.gossip.serf.Serf;
import io.proconsul.gossip.swim.Settings;
import io.proconsul.gossip.swim.Tuning;
import io.proconsul.gossip.wire.Cidr;
import io.proconsul.gossip.wire.IpAddress;
import io.proconsul.gossip.wire.Keyring;
import io.proconsul.gossip.wire.NodeAddress;
import io.proconsul.gossip.wire.Security;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pool's settings as its layers want them. */
final class PoolParts {
  private final PoolSettings settings;
  private final Security security;
  private final Predicate<IpAddress> allowed;
  private final Tuning tuning;

  /** @throws GossipException when something cannot be */
  PoolParts(PoolSettings settings) {
    this.settings = settings;
    try {
      Serf.checkTags(settings.tags());
      PoolSettings.Encryption encryption = settings.encryption();
      this.security = new Security(
          "", keyring(encryption.keys()), encryption.verifyIncoming(), encryption.verifyOutgoing());
      this.allowed = Cidr.anyOf(
          settings.addresses().allowedCidrs().stream().map(Cidr::parse).toList());
    } catch (IllegalArgumentException | DecodeException e) {
      throw new GossipException(Objects.toString(e.getMessage(), "bad settings"), e);
    }
    this.tuning = tuning(settings.tuning());
  }

  private static @Nullable Keyring keyring(List<String> keys) {
    if (keys.isEmpty()) {
      return null;
    }
    byte[][] others = keys.stream().skip(1).map(GoBase64::decode).toArray(byte[][]::new);
    return Keyring.of(GoBase64.decode(keys.getFirst()), others);
  }

  private static Tuning tuning(io.proconsul.gossip.pool.Tuning wanted) {
    Tuning base = wanted.wan() ? Tuning.WAN : Tuning.LAN;
    Tuning.Probing probing = base.probing();
    Tuning.Suspecting suspecting = base.suspecting();
    return base.with(new Tuning.Probing(
            wanted.probeInterval(),
            wanted.probeTimeout(),
            probing.indirect(),
            probing.overTcp(),
            probing.maxSlowdown()))
        .with(new Tuning.Suspecting(
            wanted.suspicionMult(), suspecting.maxMultiplier(), suspecting.reclaim()))
        .with(new Tuning.Spreading(
            wanted.gossipInterval(),
            wanted.gossipNodes(),
            base.spreading().toTheDead(),
            wanted.retransmitMult()));
  }

  Tuning tuning() {
    return tuning;
  }

  NetSettings net() {
    PoolSettings.Addresses addresses = settings.addresses();
    NodeAddress bind = address(addresses.bindHost(), addresses.bindPort());
    NetSettings net = NetSettings.of(name(), bind, security)
        .allowing(allowed)
        .timingOutAfter(tuning.syncing().timeout());
    if (!addresses.advertiseHost().isEmpty()) {
      return net.advertising(address(addresses.advertiseHost(), addresses.advertisePort()));
    }
    return addresses.advertisePort() == 0
        ? net
        : net.advertising(new NodeAddress(bind.ip(), addresses.advertisePort()));
  }

  /** As Consul's users call it. */
  String name() {
    return settings.tuning().wan() ? "wan" : "lan";
  }

  /** Named as Consul's: servers have the role {@code consul}. */
  Logger log() {
    boolean server = "consul".equals(settings.tags().get("role"));
    String kind = server || settings.tuning().wan() ? "server" : "client";
    return LoggerFactory.getLogger("agent." + kind + ".serf." + name());
  }

  private static NodeAddress address(String host, int port) {
    try {
      return new NodeAddress(IpAddress.parse(host), port);
    } catch (DecodeException e) {
      throw new GossipException(Objects.toString(e.getMessage(), host), e);
    }
  }

  Settings swim(NodeAddress advertised) {
    return Settings.of(settings.nodeName(), advertised, tuning, security).allowing(allowed);
  }

  LocalNode localNode(NodeAddress advertised) {
    return new LocalNode(settings.nodeName(), advertised, settings.tags(), security.keyring());
  }
}
