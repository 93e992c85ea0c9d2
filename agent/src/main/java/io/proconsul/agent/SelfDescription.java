package io.proconsul.agent;

import io.proconsul.agent.config.AgentConfig;
import io.proconsul.core.self.Identity;
import io.proconsul.core.self.Version;
import io.proconsul.model.Node;
import java.util.HashMap;
import java.util.Map;

/** The agent as others see it, out of its configuration. */
record SelfDescription(AgentConfig config) {
  /** This agent's node as the catalog is to have it. */
  Node node() {
    String lan = config.addresses().advertise();
    String wan = config.addresses().advertiseWan();
    String family = lan.indexOf(':') < 0 ? "ipv4" : "ipv6";
    return new Node(
        config.identity().nodeId(),
        config.identity().nodeName(),
        lan,
        config.identity().datacenter(),
        Map.of("lan", lan, "lan_" + family, lan, "wan", wan, "wan_" + family, wan),
        nodeMeta(),
        0,
        0);
  }

  Identity identity() {
    return new Identity(
        config.identity().nodeName(),
        config.identity().nodeId(),
        config.identity().datacenter(),
        config.role().server(),
        nodeMeta(),
        config.role().devMode());
  }

  private Map<String, String> nodeMeta() {
    Map<String, String> meta = new HashMap<>(config.identity().nodeMeta());
    meta.put("consul-network-segment", "");
    meta.put("consul-version", Version.CONSUL);
    return meta;
  }
}
