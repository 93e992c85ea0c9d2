package io.proconsul.agent.config;

import java.util.List;

/**
 * Where this agent listens and what it tells others.
 *
 * @param bind for servers and gossip
 * @param advertise what other agents of the datacenter use
 * @param advertiseWan what agents of other datacenters use
 * @param http addresses of the HTTP API: {@code host} or {@code unix:///path}
 */
public record Addresses(
    String bind,
    String advertise,
    String advertiseWan,
    List<String> http,
    List<String> https,
    List<String> dns)
    implements AgentConfig.Part {

  public Addresses {
    http = List.copyOf(http);
    https = List.copyOf(https);
    dns = List.copyOf(dns);
  }

  public static Addresses loopback() {
    List<String> local = List.of("127.0.0.1");
    return new Addresses("127.0.0.1", "127.0.0.1", "127.0.0.1", local, local, local);
  }
}
