package io.proconsul.agent.member;

import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.config.TlsConfig;
import io.proconsul.codec.GoDuration;
import io.proconsul.core.member.Server;
import io.proconsul.core.self.Version;
import io.proconsul.model.Member;
import io.proconsul.raftlog.LogStats;
import java.util.HashMap;
import java.util.Map;

/** What the members of a pool learn about this agent. */
public final class Tags {
  private Tags() {}

  /** This server as it tells of itself. */
  public static Server self(AgentConfig config, int serverPort) {
    return Server.of(new Member(
            config.identity().nodeName(),
            config.addresses().advertise(),
            config.ports().serfLan(),
            lan(config, serverPort, -1),
            Member.MemberStatus.ALIVE))
        .orElseThrow();
  }

  /**
   * @param serverPort where this server's RPC was bound
   * @param wanPort where its WAN pool was bound; 0 or less for none
   */
  static Map<String, String> lan(AgentConfig config, int serverPort, int wanPort) {
    Map<String, String> tags = common(config);
    if (config.role().server()) {
      server(config, serverPort, tags);
      if (wanPort > 0) {
        tags.put("wan_join_port", Integer.toString(wanPort));
      }
    } else {
      tags.put("role", "node");
    }
    if (config.cluster().advertiseReconnectTimeout().isPositive()) {
      tags.put("rc_tm", GoDuration.format(config.cluster().advertiseReconnectTimeout()));
    }
    return tags;
  }

  static Map<String, String> wan(AgentConfig config, int serverPort) {
    Map<String, String> tags = common(config);
    server(config, serverPort, tags);
    return tags;
  }

  private static Map<String, String> common(AgentConfig config) {
    Map<String, String> tags = new HashMap<>();
    tags.put("acls", "0");
    tags.put("build", Version.CONSUL + ":");
    tags.put("dc", config.identity().datacenter());
    tags.put("id", config.identity().nodeId());
    tags.put("segment", "");
    tags.put("vsn", Integer.toString(Version.PROTOCOL));
    tags.put("vsn_max", "3");
    tags.put("vsn_min", "2");
    return tags;
  }

  private static void server(AgentConfig config, int serverPort, Map<String, String> tags) {
    tags.put("ft_fs", "1");
    tags.put("ft_si", "1");
    tags.put("port", Integer.toString(serverPort));
    tags.put("raft_vsn", Integer.toString(LogStats.PROTOCOL_VERSION));
    tags.put("role", "consul");
    TlsConfig tls = config.operation().internalRpc();
    if (!tls.caFile().isEmpty() || !tls.caPath().isEmpty()) {
      tags.put("use_tls", "1");
    }
    putPort(tags, "grpc_port", config.ports().grpc());
    putPort(tags, "grpc_tls_port", config.ports().grpcTls());
    int expect = config.role().bootstrapExpect();
    if (!config.role().devMode()) {
      if (expect == 1) {
        tags.put("bootstrap", "1");
      } else if (expect > 1) {
        tags.put("expect", Integer.toString(expect));
      }
    }
  }

  private static void putPort(Map<String, String> tags, String name, int port) {
    if (port > 0) {
      tags.put(name, Integer.toString(port));
    }
  }
}
