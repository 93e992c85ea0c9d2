package io.proconsul.agent.config.load;

import io.proconsul.agent.config.ClusterConfig;
import io.proconsul.agent.config.GossipEncryption;
import io.proconsul.agent.config.PoolConfig;
import io.proconsul.agent.config.sockaddr.Networks;
import io.proconsul.model.cluster.AutopilotConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how the agent finds others, gossips, and looks after servers. */
final class ClusterReader {
  private static final Pattern CLOUD = Pattern.compile("(?:^|\\s)provider=(\\S*)");

  private final Section root;
  private final boolean dev;
  private final AddressReader addresses;

  ClusterReader(Section root, boolean dev, AddressReader addresses) {
    this.root = root;
    this.dev = dev;
    this.addresses = addresses;
  }

  ClusterConfig read() {
    return new ClusterConfig(
        pool("lan", "", dev ? PoolConfig.Timing.DEV : PoolConfig.Timing.LAN),
        pool("wan", "_wan", dev ? PoolConfig.Timing.DEV : PoolConfig.Timing.WAN),
        new GossipEncryption(
            root.text("encrypt"),
            root.bool("encrypt_verify_incoming", true),
            root.bool("encrypt_verify_outgoing", true),
            !root.bool("disable_keyring_file", dev)),
        root.bool("rejoin_after_leave", false),
        root.duration("advertise_reconnect_timeout", Duration.ZERO),
        autopilot(),
        root.duration("discovery_max_stale", Duration.ZERO),
        !root.bool("disable_coordinates", false));
  }

  private PoolConfig pool(String name, String suffix, PoolConfig.Timing timing) {
    return new PoolConfig(
        addresses.one("serf_" + name, root.text("serf_" + name)),
        networks("serf_" + name + "_allowed_cidrs"),
        join("retry_join" + suffix),
        root.duration("retry_interval" + suffix, PoolConfig.RETRY_INTERVAL),
        root.integer("retry_max" + suffix, 0),
        reconnectTimeout("reconnect_timeout" + suffix),
        timing(root.section("gossip_" + name), timing));
  }

  /** Hosts with or without a port; what templates give, and nothing of clouds. */
  private List<String> join(String key) {
    List<String> hosts = new ArrayList<>();
    for (String host : root.texts(key)) {
      Matcher cloud = CLOUD.matcher(host);
      if (cloud.find()) {
        root.problem(
            key,
            "cloud auto-join is not supported: \"provider=" + cloud.group(1)
                + "\"; name agents by IP address or DNS name, with or without a port, or by a"
                + " template of go-sockaddr");
      } else {
        hosts.addAll(addresses.words(key, host));
      }
    }
    return hosts;
  }

  private Duration reconnectTimeout(String key) {
    Duration timeout = root.duration(key, Duration.ZERO);
    if (timeout.isPositive() && timeout.compareTo(Duration.ofHours(8)) < 0) {
      root.problem(key, "must be >= 8h0m0s");
    }
    return timeout;
  }

  private List<String> networks(String key) {
    List<String> networks = root.texts(key);
    for (String network : networks) {
      if (!Networks.isNetwork(network)) {
        root.problem(key, "invalid cidr: " + network);
      }
    }
    return networks;
  }

  private static PoolConfig.Timing timing(Section own, PoolConfig.Timing standard) {
    return new PoolConfig.Timing(
        own.integer("gossip_nodes", standard.nodes()),
        own.duration("gossip_interval", standard.interval()),
        own.duration("probe_interval", standard.probeInterval()),
        own.duration("probe_timeout", standard.probeTimeout()),
        own.integer("retransmit_mult", standard.retransmitMult()),
        own.integer("suspicion_mult", standard.suspicionMult()));
  }

  private AutopilotConfiguration autopilot() {
    Section own = root.section("autopilot");
    AutopilotConfiguration standard = AutopilotConfiguration.DEFAULT;
    int trailing = own.integer("max_trailing_logs", (int) standard.maxTrailingLogs());
    int quorum = own.integer("min_quorum", standard.minQuorum());
    if (trailing < 0) {
      own.problem("max_trailing_logs", "cannot be " + trailing);
    }
    if (quorum < 0) {
      own.problem("min_quorum", "cannot be " + quorum);
    }
    return new AutopilotConfiguration(
        own.bool("cleanup_dead_servers", standard.cleanupDeadServers()),
        own.duration("last_contact_threshold", standard.lastContactThreshold()),
        trailing,
        quorum,
        own.duration("server_stabilization_time", standard.serverStabilizationTime()),
        own.text("redundancy_zone_tag"),
        own.bool("disable_upgrade_migration", false),
        own.text("upgrade_version_tag"),
        0,
        0);
  }
}
