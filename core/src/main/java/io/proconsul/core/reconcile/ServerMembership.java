package io.proconsul.core.reconcile;

import io.proconsul.core.api.Outcome;
import io.proconsul.core.autopilot.PeerChanges;
import io.proconsul.core.leader.LeaderNotes;
import io.proconsul.core.member.Server;
import io.proconsul.model.Member;
import io.proconsul.model.Node;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Servers join the log when they come and leave it when they left; those that failed are
 * autopilot's. Owned by {@link Reconciler}. Any thread.
 */
record ServerMembership(
    Node self, Supplier<List<Member>> members, PeerChanges peers, LeaderNotes notes) {

  void follow(Server server, Outcome<Boolean> outcome) {
    switch (server.status()) {
      case ALIVE -> {
        if (!contendsForBootstrap(server)) {
          peers.join(server.id(), outcome);
        }
      }
      case LEFT -> {
        if (!server.name().equalsIgnoreCase(self.node())) {
          peers.remove(server.id(), outcome);
        }
      }
      case NONE, LEAVING, FAILED -> {
        // It may come back.
      }
    }
  }

  /** Two that were each told to make a log of their own have one each: they cannot share it. */
  private boolean contendsForBootstrap(Server server) {
    if (!server.bootstrap()) {
      return false;
    }
    Optional<Server> other = members.get().stream()
        .filter(member -> Server.isAgentOf(self.datacenter(), member))
        .filter(member -> member.status() != Member.MemberStatus.LEFT)
        .flatMap(member -> Server.of(member).stream())
        .filter(found -> found.bootstrap() && !found.name().equals(server.name()))
        .findFirst();
    other.ifPresent(found -> notes.error(
        "server not added to the log, two are in bootstrap mode and only one should be: server="
            + server.name() + " other=" + found.name()));
    return other.isPresent();
  }
}
