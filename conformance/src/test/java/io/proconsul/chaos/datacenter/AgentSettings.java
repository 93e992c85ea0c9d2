package io.proconsul.chaos.datacenter;

import io.proconsul.chaos.site.Host;
import io.proconsul.codec.Value;
import io.proconsul.conformance.match.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes an agent's configuration: that of a small datacenter on a fast network. */
final class AgentSettings {
  private static final int SNAPSHOT_ENTRIES = 2_000;

  private AgentSettings() {}

  /**
   * @param expect how many servers start the datacenter; 0 for one that joins later
   * @param others whom to join
   */
  static void write(Agent agent, int expect, List<Agent> others) throws IOException {
    Host host = agent.host();
    Map<String, Value> ports = new LinkedHashMap<>();
    for (String purpose : List.of("http", "dns", "server", "serf_lan", "serf_wan")) {
      ports.put(purpose, new Value.Int(host.port(purpose)));
    }
    for (String unused : List.of("https", "grpc", "grpc_tls")) {
      ports.put(unused, new Value.Int(-1));
    }
    Map<String, Value> config = new LinkedHashMap<>();
    config.put("node_name", new Value.Str(agent.name()));
    config.put("data_dir", new Value.Str(agent.dataDir().toString()));
    config.put("bind_addr", new Value.Str(host.address()));
    config.put("client_addr", new Value.Str(host.address()));
    config.put("ports", new Value.Obj(ports));
    config.put("server", new Value.Bool(agent.isServer()));
    if (agent.isServer()) {
      if (expect > 0) {
        config.put("bootstrap_expect", new Value.Int(expect));
      }
      config.put("performance", object("raft_multiplier", new Value.Int(1)));
      config.put("raft_snapshot_threshold", new Value.Int(SNAPSHOT_ENTRIES));
      config.put("raft_snapshot_interval", new Value.Str("5s"));
    }
    List<Value> join = others.stream()
        .map(other -> (Value) new Value.Str(other.host().serfAddress()))
        .toList();
    config.put("retry_join", new Value.Arr(join));
    config.put("retry_interval", new Value.Str("1s"));
    config.put("rejoin_after_leave", new Value.Bool(true));
    config.put("connect", object("enabled", new Value.Bool(false)));
    config.put("disable_update_check", new Value.Bool(true));
    config.put("limits", object("http_max_conns_per_client", new Value.Int(1_000)));
    Files.writeString(agent.configFile(), Json.indented(new Value.Obj(config)));
  }

  private static Value object(String key, Value value) {
    return new Value.Obj(Map.of(key, value));
  }
}
