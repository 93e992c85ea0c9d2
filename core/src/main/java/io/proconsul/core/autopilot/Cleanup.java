package io.proconsul.core.autopilot;

import io.proconsul.core.member.Server;
import io.proconsul.model.Member;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which dead servers are to go: at most a minority of the voters at a time, and never so many that
 * fewer than the configured minimum would be left. Pure.
 *
 * @param failed members that failed, to be made members that left
 * @param stale ids of peers that gossip does not know, to be taken out
 */
record Cleanup(List<Server> failed, List<String> stale) {
  Cleanup {
    failed = List.copyOf(failed);
    stale = List.copyOf(stale);
  }

  /** Peers that none of these servers is. */
  static Set<String> unknown(String self, List<Peer> peers, List<Server> servers) {
    Set<String> unknown = new HashSet<>();
    peers.forEach(peer -> unknown.add(peer.id()));
    servers.forEach(server -> unknown.remove(server.id()));
    unknown.remove(self);
    return unknown;
  }

  /**
   * What is to go now.
   *
   * @param servers those that gossip knows and that have not left
   * @param stale peers that gossip has not known for a while
   */
  static Cleanup plan(List<Peer> peers, List<Server> servers, Set<String> stale, int minQuorum) {
    int voters = (int) peers.stream().filter(Peer::voter).count();
    int budget = Math.min((voters - 1) / 2, voters - Math.max(minQuorum, 1));
    List<String> staleToGo = new ArrayList<>();
    List<Server> failedToGo = new ArrayList<>();
    Set<String> running = new HashSet<>();
    servers.stream().filter(Server::running).map(Server::id).forEach(running::add);
    for (Peer peer : peers) {
      if (stale.contains(peer.id()) && (!peer.voter() || budget-- > 0)) {
        staleToGo.add(peer.id());
      }
    }
    for (Server server : servers) {
      boolean dead =
          server.status() == Member.MemberStatus.FAILED && !running.contains(server.id());
      boolean follows = peers.contains(new Peer(server.id(), false));
      boolean votes = peers.contains(new Peer(server.id(), true));
      if (dead && (follows || votes && budget-- > 0)) {
        failedToGo.add(server);
      }
    }
    return new Cleanup(failedToGo, staleToGo);
  }
}
