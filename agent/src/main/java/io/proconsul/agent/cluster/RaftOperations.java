package io.proconsul.agent.cluster;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.member.Server;
import io.proconsul.core.operation.RaftOperation;
import io.proconsul.model.cluster.AutopilotHealth;
import io.proconsul.model.cluster.RaftConfiguration;
import io.proconsul.model.cluster.RaftServer;
import io.proconsul.model.cluster.RaftStats;
import io.proconsul.model.cluster.ServerHealth;
import io.proconsul.raftlog.Barrier;
import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.LogStats;
import io.proconsul.raftlog.Membership;
import io.proconsul.raftlog.PeerProgress;
import io.proconsul.raftlog.ReplicatedLog;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What operators see of the servers that share the log, and change. Any thread. */
public final class RaftOperations {
  private static final String PROTOCOL = Integer.toString(LogStats.PROTOCOL_VERSION);

  private final AddressBook addresses;
  private volatile @Nullable ReplicatedLog log;

  public RaftOperations(AddressBook addresses) {
    this.addresses = addresses;
  }

  /** The log is open. */
  public void attach(ReplicatedLog opened) {
    log = opened;
  }

  /** How far this server's own log is. */
  RaftStats progress() {
    ReplicatedLog opened = log;
    if (opened == null) {
      return new RaftStats(Duration.ofMillis(-1), 0, 0);
    }
    LogStats stats = opened.stats();
    return new RaftStats(
        Duration.ofMillis(stats.lastContactMillis()), stats.lastLogTerm(), stats.lastLogIndex());
  }

  /**
   * Answers with what the operation declares.
   *
   * @param health as autopilot has seen it last
   */
  void perform(RaftOperation<?> operation, AutopilotHealth health, Outcome<Object> outcome) {
    ReplicatedLog opened = log;
    if (opened == null) {
      outcome.failed(new ConsulException.NoLeader());
      return;
    }
    switch (operation) {
      case RaftOperation.Configuration _ -> outcome.done(configuration(opened, health));
      case RaftOperation.RemoveByAddress(String address) ->
        remove(opened, byAddress(opened, address), "address \"" + address + "\"", outcome);
      case RaftOperation.RemoveById(String id) ->
        remove(opened, opened.configuration().member(id), "id \"" + id + "\"", outcome);
      case RaftOperation.Transfer(String id) -> transfer(opened, id, outcome);
    }
  }

  private RaftConfiguration configuration(ReplicatedLog opened, AutopilotHealth health) {
    Membership members = opened.configuration();
    Map<String, Long> last = new HashMap<>();
    for (PeerProgress peer : opened.progress()) {
      last.put(peer.nodeId(), peer.lastIndex());
    }
    last.put(addresses.self().id(), opened.stats().lastLogIndex());
    // Consul shows what its autopilot has seen, so that all figures are of one moment.
    for (ServerHealth server : health.servers()) {
      last.put(server.id(), server.lastIndex());
    }
    List<RaftServer> servers = members.members().stream()
        .map(member -> {
          Optional<Server> known = addresses.find(member.nodeId());
          return new RaftServer(
              member.nodeId(),
              known.map(Server::name).orElse("(unknown)"),
              known.map(Server::address).orElse(""),
              member.leader(),
              PROTOCOL,
              member.voter(),
              last.getOrDefault(member.nodeId(), 0L));
        })
        .toList();
    return new RaftConfiguration(servers, members.index());
  }

  private Optional<Membership.Member> byAddress(ReplicatedLog opened, String address) {
    return opened.configuration().members().stream()
        .filter(
            member -> !address.isEmpty() && addresses.address(member.nodeId()).equals(address))
        .findFirst();
  }

  private static void remove(
      ReplicatedLog opened,
      Optional<Membership.Member> member,
      String what,
      Outcome<Object> outcome) {
    if (member.isEmpty()) {
      outcome.failed(
          new ConsulException.Refused(what + " was not found in the Raft configuration"));
      return;
    }
    opened.remove(member.get().nodeId(), barrier(outcome));
  }

  private void transfer(ReplicatedLog opened, String id, Outcome<Object> outcome) {
    String self = addresses.self().id();
    Membership members = opened.configuration();
    String refusal = "";
    if (id.isEmpty()) {
      boolean other = members.members().stream()
          .anyMatch(member -> member.voter() && !member.nodeId().equals(self));
      refusal = other ? "" : "cannot find peer";
    } else if (members.member(id).isEmpty()) {
      refusal = "id \"" + id + "\" was not found in the Raft configuration";
    } else if (id.equals(self)) {
      refusal = "cannot transfer leadership to itself";
    }
    if (!refusal.isEmpty()) {
      outcome.failed(new ConsulException.Refused(refusal));
      return;
    }
    opened.transfer(id.isEmpty() ? Optional.empty() : Optional.of(id), barrier(outcome));
  }

  private static Barrier barrier(Outcome<Object> outcome) {
    return new Barrier() {
      @Override
      public void reached(long index) {
        outcome.done(true);
      }

      @Override
      public void failed(LogException cause) {
        outcome.failed(LogConsensus.translate(cause));
      }
    };
  }
}
