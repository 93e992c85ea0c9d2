package io.proconsul.core.reconcile;

import io.proconsul.core.member.Server;
import io.proconsul.core.state.Key;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tables;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.Member;
import io.proconsul.model.Member.MemberStatus;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Invariant: once all is quiet, the catalog says of agents what the LAN pool says. */
record CatalogMirrors(List<Member> members, Tables tables, String self) {

  /** What is not so; empty when it holds. */
  List<String> violations() {
    List<String> found = new ArrayList<>();
    members.stream()
        .filter(member -> Server.isAgentOf("dc1", member))
        .forEach(member -> check(member, found));
    Set<String> names =
        members.stream().map(member -> Mark.lower(member.name())).collect(Collectors.toSet());
    tables.nodes().forEach((_, node) -> {
      if (!names.contains(Mark.lower(node.node()))
          && health(node.node()) != null
          && !node.node().equals(self)) {
        found.add(node.node() + " is in the catalog and no member");
      }
      return true;
    });
    return found;
  }

  private void check(Member member, List<String> found) {
    switch (member.status()) {
      case ALIVE -> {
        if (!twinIsRegistered(member)) {
          checkAlive(member, found);
        }
      }
      case FAILED -> {
        HealthCheck health = health(member.name());
        if (!member.name().equals(self) && health != null && !health.critical()) {
          found.add(member.name() + " failed and is " + health.status());
        }
      }
      case LEFT -> {
        Node node = node(member.name());
        if (!member.name().equals(self) && node != null && hasId(node, member)) {
          found.add(member.name() + " left and is in the catalog");
        }
      }
      case NONE, LEAVING -> {
        // Anything goes.
      }
    }
  }

  private void checkAlive(Member member, List<String> found) {
    Node node = node(member.name());
    HealthCheck health = health(member.name());
    if (node == null || !hasId(node, member) || !node.address().equals(member.address())) {
      found.add(member.name() + " is alive and its node is " + node);
    }
    if (health == null || !health.status().equals(HealthCheck.PASSING)) {
      found.add(member.name() + " is alive and its health is " + health);
    }
    Server.of(member).ifPresent(server -> {
      ServiceInstance consul = tables.services().get(Key.of(Mark.lower(member.name()), "consul"));
      if (consul == null || consul.port() != server.port()) {
        found.add(member.name() + " is a server and its service is " + consul);
      }
    });
  }

  /** Of two that run with one id, one is registered. */
  private boolean twinIsRegistered(Member member) {
    return members.stream()
        .filter(other -> other.status() == MemberStatus.ALIVE && !other.equals(member))
        .filter(other -> Server.idOf(other).equals(Server.idOf(member)))
        .anyMatch(other -> {
          Node node = node(other.name());
          return node != null && hasId(node, other);
        });
  }

  private static boolean hasId(Node node, Member member) {
    return node.id().equals(Server.idOf(member));
  }

  private @Nullable Node node(String name) {
    return tables.nodes().get(Key.of(Mark.lower(name)));
  }

  private @Nullable HealthCheck health(String name) {
    return tables.checks().get(Key.of(Mark.lower(name), HealthCheck.SERF_HEALTH));
  }
}
