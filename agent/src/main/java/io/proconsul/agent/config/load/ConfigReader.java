package io.proconsul.agent.config.load;

import io.proconsul.agent.config.Addresses;
import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.config.ChecksConfig;
import io.proconsul.agent.config.ConfigException;
import io.proconsul.agent.config.HttpConfig;
import io.proconsul.agent.config.Limits;
import io.proconsul.agent.config.Performance;
import io.proconsul.agent.config.Ports;
import io.proconsul.agent.config.Role;
import io.proconsul.agent.config.sockaddr.Interfaces;
import io.proconsul.agent.config.sockaddr.Networks;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the records of the configuration from the merged sources, with Consul's defaults. */
final class ConfigReader {
  private final Section root;
  private final boolean dev;
  private final Interfaces interfaces;
  private final List<String> warnings;

  ConfigReader(Section root, boolean dev, Interfaces interfaces, List<String> warnings) {
    this.root = root;
    this.dev = dev;
    this.interfaces = interfaces;
    this.warnings = warnings;
  }

  /** @param keepNodeId whether a node id that was made up is written to the data folder */
  AgentConfig read(boolean keepNodeId) {
    AddressReader reader = new AddressReader(root, interfaces);
    Addresses addresses = reader.read(dev);
    Role role = role();
    return new AgentConfig(
        new IdentityReader(root, warnings).read(keepNodeId ? role.dataDir() : Optional.empty()),
        role,
        addresses,
        ports(role.server()),
        http(),
        new DnsReader(root, interfaces).read(),
        limits(),
        performance(),
        checks(),
        new DefinitionsReader(root).read(),
        new OperationReader(root, dev).read(role.server()),
        new ClusterReader(root, dev, reader).read(),
        new ConnectReader(root).read());
  }

  private ChecksConfig checks() {
    ChecksConfig standard = ChecksConfig.DEFAULT;
    int outputMaxSize = root.integer("check_output_max_size", standard.outputMaxSize());
    if (outputMaxSize < 1) {
      throw new ConfigException("check_output_max_size must be positive, if configured");
    }
    return new ChecksConfig(
        root.bool("enable_script_checks", false),
        root.bool("enable_local_script_checks", false),
        root.bool("discard_check_output", false),
        root.duration("check_update_interval", standard.updateInterval()),
        outputMaxSize);
  }

  private Role role() {
    boolean server = root.bool("server", dev);
    boolean bootstrap = root.bool("bootstrap", false);
    int expect = root.integer("bootstrap_expect", 0);
    String dataDir = root.text("data_dir").trim();
    if (dataDir.isEmpty() && !dev) {
      throw new ConfigException("data_dir cannot be empty");
    }
    if (bootstrap && !server) {
      throw new ConfigException("'bootstrap = true' requires 'server = true'");
    }
    if (expect < 0) {
      throw new ConfigException(
          "bootstrap_expect cannot be " + expect + ". Must be greater than or equal to zero");
    }
    if (expect > 0 && !server) {
      throw new ConfigException("'bootstrap_expect > 0' requires 'server = true'");
    }
    if (expect > 0 && bootstrap) {
      throw new ConfigException(
          "'bootstrap_expect > 0' and 'bootstrap = true' are mutually exclusive");
    }
    Optional<Path> folder =
        dataDir.isEmpty() || dev ? Optional.empty() : Optional.of(Path.of(dataDir));
    return new Role(dev, server, dev || bootstrap ? 1 : expect, folder);
  }

  private Ports ports(boolean server) {
    Section ports = root.section("ports");
    return new Ports(
        port(ports, "http", 8500),
        port(ports, "https", -1),
        port(ports, "dns", 8600),
        port(ports, "server", 8300),
        port(ports, "serf_lan", 8301),
        port(ports, "serf_wan", 8302),
        port(ports, "grpc", dev ? 8502 : -1),
        port(ports, "grpc_tls", server ? 8503 : -1));
  }

  private static int port(Section ports, String key, int standard) {
    int port = ports.integer(key, standard);
    if (port < -1 || port > 65535) {
      ports.problem(key, "invalid port: " + port);
    }
    // 0 is none in files, as -1 is.
    return port <= 0 ? -1 : port;
  }

  private HttpConfig http() {
    Section http = root.section("http_config");
    for (String network : http.texts("allow_write_http_from")) {
      if (!Networks.isNetwork(network)) {
        root.problem("allow_write_http_from", "invalid cidr: " + network);
      }
    }
    return new HttpConfig(
        http.textMap("response_headers"),
        http.texts("allow_write_http_from"),
        http.texts("block_endpoints"),
        !root.bool("disable_http_unprintable_char_filter", false),
        root.duration("default_query_time", HttpConfig.DEFAULT.defaultQueryTime()),
        root.duration("max_query_time", HttpConfig.DEFAULT.maxQueryTime()));
  }

  private Limits limits() {
    Section limits = root.section("limits");
    return new Limits(
        limits.integer("http_max_conns_per_client", Limits.DEFAULT.httpMaxConnsPerClient()),
        limits.integer("kv_max_value_size", Limits.DEFAULT.kvMaxValueSize()),
        limits.integer("txn_max_req_len", Limits.DEFAULT.txnMaxReqLen()),
        limits.duration("https_handshake_timeout", Limits.DEFAULT.httpsHandshakeTimeout()),
        rpc(limits));
  }

  private static Limits.Rpc rpc(Section limits) {
    Limits.Rpc standard = Limits.Rpc.DEFAULT;
    return new Limits.Rpc(
        limits.integer("rpc_max_conns_per_client", standard.maxConnsPerClient()),
        limits.duration("rpc_handshake_timeout", standard.handshakeTimeout()),
        limits.duration("rpc_client_timeout", standard.clientTimeout()),
        limits.number("rpc_rate", standard.rate()),
        limits.integer("rpc_max_burst", standard.maxBurst()));
  }

  private Performance performance() {
    Section performance = root.section("performance");
    return new Performance(
        performance.integer("raft_multiplier", dev ? 1 : Performance.DEFAULT.raftMultiplier()),
        performance.duration("rpc_hold_timeout", Performance.DEFAULT.rpcHoldTimeout()),
        root.duration("session_ttl_min", Performance.DEFAULT.sessionTtlMin()),
        performance.duration("leave_drain_time", Performance.DEFAULT.leaveDrainTime()));
  }
}
