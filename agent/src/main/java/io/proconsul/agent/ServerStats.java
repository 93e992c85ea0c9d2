package io.proconsul.agent;

import io.proconsul.agent.cluster.AddressBook;
import io.proconsul.agent.cluster.LogConsensus;
import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.member.Roster;
import io.proconsul.raftlog.LogStats;
import io.proconsul.raftlog.Membership;
import io.proconsul.raftlog.ReplicatedLog;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A server's figures, as {@code consul info} shows them. */
final class ServerStats {
  private ServerStats() {}

  static Map<String, String> consul(AgentConfig config, LogConsensus consensus, Roster roster) {
    return Map.of(
        "acl",
        "disabled",
        "bootstrap",
        Boolean.toString(!config.role().devMode() && config.role().bootstrapExpect() == 1),
        "known_datacenters",
        Integer.toString(roster.datacenters().size()),
        "leader",
        Boolean.toString(consensus.leads()),
        "leader_addr",
        consensus.leaderAddress(),
        "server",
        "true");
  }

  /** @param log null until it is open */
  static Map<String, String> raft(@Nullable ReplicatedLog log, AddressBook addresses) {
    Map<String, String> figures = new HashMap<>();
    if (log == null) {
      figures.put("state", "Follower");
      figures.put("num_peers", "0");
      return figures;
    }
    LogStats raft = log.stats();
    figures.put("applied_index", Long.toString(raft.appliedIndex()));
    figures.put("commit_index", Long.toString(raft.commitIndex()));
    figures.put("fsm_pending", Integer.toString(raft.fsmPending()));
    figures.put("last_contact", contact(raft.lastContactMillis()));
    figures.put("last_log_index", Long.toString(raft.lastLogIndex()));
    figures.put("last_log_term", Long.toString(raft.lastLogTerm()));
    figures.put("last_snapshot_index", Long.toString(raft.lastSnapshotIndex()));
    figures.put("last_snapshot_term", Long.toString(raft.lastSnapshotTerm()));
    figures.put("latest_configuration", configuration(raft.membership(), addresses));
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

  private static String contact(long millis) {
    return millis < 0 ? "never" : millis == 0 ? "0" : millis + "ms";
  }

  private static String configuration(Membership members, AddressBook addresses) {
    return members.members().stream()
        .map(member -> "{Suffrage:" + (member.voter() ? "Voter" : "Nonvoter") + " ID:"
            + member.nodeId() + " Address:" + addresses.address(member.nodeId()) + "}")
        .collect(Collectors.joining(" ", "[", "]"));
  }
}
