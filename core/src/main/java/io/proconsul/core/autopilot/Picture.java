package io.proconsul.core.autopilot;

import io.proconsul.core.member.Server;
import io.proconsul.model.Member;
import io.proconsul.model.cluster.AutopilotConfiguration;
import io.proconsul.model.cluster.AutopilotHealth;
import io.proconsul.model.cluster.AutopilotState;
import io.proconsul.model.cluster.RaftStats;
import io.proconsul.model.cluster.ServerHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the servers fare, as one round of questions found them. Pure.
 *
 * @param servers those that gossip knows and that have not left, by id
 */
record Picture(String leader, List<Peer> peers, Map<String, ServerHealth> servers) {
  private static final Duration NEVER = Duration.ofMillis(-1);

  /** Before the first round. */
  static final Picture NONE = new Picture("", List.of(), Map.of());

  Picture {
    peers = List.copyOf(peers);
    servers = Map.copyOf(servers);
  }

  /**
   * What a round found.
   *
   * @param answers by id, of those that gave one
   */
  record Findings(
      Instant now,
      AutopilotConfiguration configuration,
      List<Peer> peers,
      List<Server> servers,
      Map<String, RaftStats> answers) {}

  /** The next picture, which remembers since when each server has been as it is. */
  Picture next(String leaderId, Findings found) {
    Map<String, ServerHealth> next = new HashMap<>();
    RaftStats leading = found.answers.get(leaderId);
    for (Server server : found.servers) {
      ServerHealth before = servers.get(server.id());
      RaftStats stats = found.answers.get(server.id());
      boolean healthy = stats != null
          && leading != null
          && server.status() == Member.MemberStatus.ALIVE
          && keepsUp(stats, leading, found.configuration);
      next.put(server.id(), health(server, leaderId, found, healthy, before));
    }
    return new Picture(leaderId, found.peers, next);
  }

  private static boolean keepsUp(
      RaftStats stats, RaftStats leading, AutopilotConfiguration configuration) {
    long behind = leading.lastIndex() - stats.lastIndex();
    return !stats.lastContact().isNegative()
        && stats.lastContact().compareTo(configuration.lastContactThreshold()) <= 0
        && stats.lastTerm() == leading.lastTerm()
        && (behind <= 0 || Long.compareUnsigned(behind, configuration.maxTrailingLogs()) <= 0);
  }

  /** Who gave no answer is shown as last seen. */
  private static ServerHealth health(
      Server server,
      String leaderId,
      Findings found,
      boolean healthy,
      @Nullable ServerHealth before) {
    RaftStats last = before == null
        ? new RaftStats(NEVER, 0, 0)
        : new RaftStats(before.lastContact(), before.lastTerm(), before.lastIndex());
    RaftStats stats = found.answers.getOrDefault(server.id(), last);
    return new ServerHealth(
        server.id(),
        server.name(),
        server.address(),
        server.status().name().toLowerCase(Locale.ROOT),
        server.version(),
        server.id().equals(leaderId),
        stats.lastContact(),
        stats.lastTerm(),
        stats.lastIndex(),
        healthy,
        found.peers.contains(new Peer(server.id(), true)),
        before != null && before.healthy() == healthy ? before.stableSince() : found.now);
  }

  /** Ids of those that vote. */
  List<String> voters() {
    return peers.stream().filter(Peer::voter).map(Peer::id).toList();
  }

  Optional<Peer> peer(String id) {
    return peers.stream().filter(peer -> peer.id().equals(id)).findFirst();
  }

  /** Members without a vote that have been healthy for so long. */
  List<String> promotable(Instant now, Duration stable) {
    return sorted().stream()
        .filter(ServerHealth::healthy)
        .filter(server -> !server.stableSince().plus(stable).isAfter(now))
        .map(ServerHealth::id)
        .filter(id -> peers.contains(new Peer(id, false)))
        .toList();
  }

  AutopilotHealth health() {
    return new AutopilotHealth(healthy(), failureTolerance(), sorted());
  }

  /** @param meta of each server's node, by name */
  AutopilotState state(Map<String, Map<String, String>> meta) {
    List<AutopilotState.Server> shown = new ArrayList<>();
    for (ServerHealth server : sorted()) {
      shown.add(new AutopilotState.Server(
          server, status(server), meta.getOrDefault(server.name(), Map.of())));
    }
    return new AutopilotState(healthy(), failureTolerance(), shown, leader, voters());
  }

  private String status(ServerHealth server) {
    if (server.leader()) {
      return "leader";
    }
    return peer(server.id()).map(peer -> peer.voter() ? "voter" : "non-voter").orElse("none");
  }

  private boolean healthy() {
    return !servers.isEmpty() && servers.values().stream().allMatch(ServerHealth::healthy);
  }

  private int failureTolerance() {
    List<String> voters = voters();
    long healthy = voters.stream()
        .filter(id -> {
          ServerHealth server = servers.get(id);
          return server != null && server.healthy();
        })
        .count();
    return (int) Math.max(0, healthy - Quorum.majority(voters.size()));
  }

  private List<ServerHealth> sorted() {
    return servers.values().stream()
        .sorted(Comparator.comparing(ServerHealth::id))
        .toList();
  }
}
