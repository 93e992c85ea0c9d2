package io.proconsul.conformance.agent;

import io.proconsul.conformance.net.PortBlock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ports of one agent, by the names that scenarios have for them. */
record AgentPorts(Map<String, Integer> byName) {
  private static final List<String> NAMES = List.of(
      "http_port",
      "https_port",
      "dns_port",
      "grpc_port",
      "serf_lan_port",
      "serf_wan_port",
      "server_port",
      "grpc_tls_port");

  static AgentPorts takeFrom(PortBlock block) {
    Map<String, Integer> ports = new LinkedHashMap<>();
    NAMES.forEach(name -> ports.put(name, block.take()));
    return new AgentPorts(ports);
  }

  int port(String name) {
    Integer port = byName.get(name);
    if (port == null) {
      throw new IllegalArgumentException("no port " + name);
    }
    return port;
  }
}
