package io.proconsul.agent.config;

import java.util.Map;

/**
 * Who this agent is.
 *
 * @param nodeId a UUID
 * @param domain the DNS domain, without a trailing dot
 * @param altDomain a second one; empty for none
 */
public record Identity(
    String nodeName,
    String nodeId,
    String datacenter,
    String domain,
    String altDomain,
    Map<String, String> nodeMeta)
    implements AgentConfig.Part {

  public Identity {
    nodeMeta = Map.copyOf(nodeMeta);
  }

  public static Identity named(String nodeName) {
    return new Identity(nodeName, AgentConfig.randomNodeId(), "dc1", "consul", "", Map.of());
  }
}
