package io.proconsul.agent;

import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.config.debug.DebugConfig;
import io.proconsul.codec.Value;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.run.Consensus;
import io.proconsul.core.self.AgentPort;
import io.proconsul.core.self.Version;
import io.proconsul.model.Coordinate;
import io.proconsul.model.Member;
import io.proconsul.raftlog.LogStats;
import io.proconsul.raftlog.ReplicatedLog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the agent tells of itself. Owned by {@link Consul}; any thread. */
final class AgentSelf implements AgentPort {
  private final AgentConfig config;
  private final Consensus consensus;
  private final ReplicatedLog log;
  private final Reloading reloading;
  private final Runnable leave;

  AgentSelf(
      AgentConfig config,
      Consensus consensus,
      ReplicatedLog log,
      Reloading reloading,
      Runnable leave) {
    this.config = config;
    this.consensus = consensus;
    this.log = log;
    this.reloading = reloading;
    this.leave = leave;
  }

  @Override
  public Value.Obj debugConfig() {
    return DebugConfig.of(reloading.current(), Version.CONSUL);
  }

  @Override
  public List<Member> members(boolean wan) {
    String name = config.identity().nodeName();
    Map<String, String> tags = tags();
    if (!wan) {
      tags.put("wan_join_port", Integer.toString(config.ports().serfWan()));
    }
    return List.of(new Member(
        wan ? name + "." + config.identity().datacenter() : name,
        wan ? config.addresses().advertiseWan() : config.addresses().advertise(),
        wan ? config.ports().serfWan() : config.ports().serfLan(),
        tags,
        Member.MemberStatus.ALIVE));
  }

  private Map<String, String> tags() {
    Map<String, String> tags = new HashMap<>();
    tags.put("acls", "0");
    tags.put("build", Version.CONSUL + ":");
    tags.put("dc", config.identity().datacenter());
    tags.put("ft_fs", "1");
    tags.put("ft_si", "1");
    tags.put("id", config.identity().nodeId());
    tags.put("port", Integer.toString(config.ports().server()));
    tags.put("raft_vsn", Integer.toString(LogStats.PROTOCOL_VERSION));
    tags.put("role", "consul");
    tags.put("segment", "");
    tags.put("vsn", Integer.toString(Version.PROTOCOL));
    tags.put("vsn_max", "3");
    tags.put("vsn_min", "2");
    tags.put("grpc_port", Integer.toString(config.ports().grpc()));
    tags.put("grpc_tls_port", Integer.toString(config.ports().grpcTls()));
    return tags;
  }

  @Override
  public Map<String, Map<String, String>> stats() {
    Map<String, Map<String, String>> stats = new HashMap<>();
    stats.put(
        "build",
        Map.of(
            "prerelease", "", "revision", "", "version", Version.CONSUL, "version_metadata", ""));
    stats.put(
        "consul",
        Map.of(
            "acl", "disabled",
            "bootstrap", Boolean.toString(config.role().bootstrapExpect() == 1),
            "known_datacenters", "1",
            "leader", Boolean.toString(consensus.leaderKnown()),
            "leader_addr", consensus.leaderAddress(),
            "server", Boolean.toString(config.role().server())));
    stats.put("raft", raft());
    stats.put("runtime", runtime());
    return stats;
  }

  private Map<String, String> raft() {
    LogStats raft = log.stats();
    Map<String, String> figures = new HashMap<>();
    figures.put("applied_index", Long.toString(raft.appliedIndex()));
    figures.put("commit_index", Long.toString(raft.commitIndex()));
    figures.put("fsm_pending", Integer.toString(raft.fsmPending()));
    figures.put("last_contact", Long.toString(raft.lastContactMillis()));
    figures.put("last_log_index", Long.toString(raft.lastLogIndex()));
    figures.put("last_log_term", Long.toString(raft.lastLogTerm()));
    figures.put("last_snapshot_index", Long.toString(raft.lastSnapshotIndex()));
    figures.put("last_snapshot_term", Long.toString(raft.lastSnapshotTerm()));
    figures.put("latest_configuration", configuration());
    figures.put("latest_configuration_index", "0");
    figures.put("num_peers", Integer.toString(raft.peerCount()));
    figures.put("protocol_version", Integer.toString(LogStats.PROTOCOL_VERSION));
    figures.put("protocol_version_max", Integer.toString(LogStats.PROTOCOL_VERSION_MAX));
    figures.put("protocol_version_min", Integer.toString(LogStats.PROTOCOL_VERSION_MIN));
    figures.put("snapshot_version_max", Integer.toString(LogStats.SNAPSHOT_VERSION_MAX));
    figures.put("snapshot_version_min", Integer.toString(LogStats.SNAPSHOT_VERSION_MIN));
    figures.put("state", raft.state());
    figures.put("term", Long.toString(raft.term()));
    return figures;
  }

  private String configuration() {
    return "[{Suffrage:Voter ID:" + config.identity().nodeId() + " Address:"
        + config.addresses().advertise() + ":" + config.ports().server() + "}]";
  }

  private static Map<String, String> runtime() {
    String cpus = Integer.toString(Runtime.getRuntime().availableProcessors());
    String arch = System.getProperty("os.arch", "");
    return Map.of(
        "arch",
        arch,
        "cpu_count",
        cpus,
        "goroutines",
        Integer.toString(Thread.activeCount()),
        "max_procs",
        cpus,
        "os",
        "linux",
        "version",
        "java" + Runtime.version());
  }

  @Override
  public void reload() {
    reloading.run();
  }

  @Override
  public Coordinate coordinate() {
    return Coordinate.ORIGIN;
  }

  @Override
  public void join(String address, boolean wan, Outcome<Integer> outcome) {
    outcome.failed(new ConsulException.Refused("this agent has no gossip pool"));
  }

  @Override
  public void forceLeave(String node, boolean wan, boolean prune, Outcome<Boolean> outcome) {
    outcome.failed(new ConsulException.Refused("this agent has no gossip pool"));
  }

  @Override
  public void leave(Outcome<Boolean> outcome) {
    leave.run();
    outcome.done(true);
  }
}
