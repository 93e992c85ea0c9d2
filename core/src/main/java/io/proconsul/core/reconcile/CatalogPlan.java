package io.proconsul.core.reconcile;

import io.proconsul.codec.Value;
import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.member.Server;
import io.proconsul.core.state.Key;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tables;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.Member;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;
import io.proconsul.model.Weights;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The next command, if any, that brings the catalog's entry of one member nearer to what gossip
 * says; empty when it mirrors the member already, or is not this member's to change. Pure.
 *
 * @param self this server's own node, complete; of others the leader knows only what tags tell
 */
record CatalogPlan(Node self) {
  static final String CONSUL = "consul";
  private static final String CHECK_NAME = "Serf Health Status";
  private static final String ALIVE = "Agent alive and reachable";
  private static final String FAILED = "Agent not live or unreachable";

  /** The member runs: its node, its {@code consul} service if it is a server, its health. */
  Optional<CatalogCommand> alive(Tables tables, Member member) {
    Node before = node(tables, member.name());
    Node wanted = wanted(member, before);
    HealthCheck health = serfHealth(tables, member.name());
    if (before != null && isAnothers(before, wanted) && !(health != null && health.critical())) {
      // An agent was put up anew under its name: what was there failed. External nodes stay.
      return health == null && !byAgent(before) ? Optional.empty() : Optional.of(critical(before));
    }
    Optional<ServiceInstance> service = Server.of(member).map(CatalogPlan::consul);
    boolean inOrder = before != null
        && before.address().equals(wanted.address())
        && before.id().equalsIgnoreCase(wanted.id())
        && hasService(tables, member.name(), service)
        && health != null
        && health.status().equals(HealthCheck.PASSING);
    return inOrder ? Optional.empty() : Optional.of(register(wanted, service.orElse(null)));
  }

  /** The member failed: its health is critical; the rest stays for when it comes back. */
  Optional<CatalogCommand> failed(Tables tables, Member member) {
    Node node = node(tables, member.name());
    if (node == null || isSelf(member) || !isMembers(tables, node, member)) {
      return Optional.empty();
    }
    HealthCheck health = serfHealth(tables, member.name());
    return health != null && health.critical() ? Optional.empty() : Optional.of(critical(node));
  }

  /** The member left or was forgotten: its node goes, unless another has taken its name. */
  Optional<CatalogCommand> gone(Tables tables, Member member) {
    Node node = node(tables, member.name());
    if (node == null || isSelf(member) || !isMembers(tables, node, member)) {
      return Optional.empty();
    }
    String id = Server.idOf(member);
    boolean same = id.isEmpty() || node.id().isEmpty()
        ? node.address().equals(member.address())
        : node.id().equalsIgnoreCase(id);
    return same
        ? Optional.of(new CatalogCommand.Deregister(node.node(), "", ""))
        : Optional.empty();
  }

  boolean isSelf(Member member) {
    return member.name().equalsIgnoreCase(self.node());
  }

  /** The name under which the catalog has a node id. */
  static Optional<String> nameOfId(Tables tables, String id) {
    return Optional.ofNullable(id.isEmpty() ? null : tables.nodesById().get(Key.of(id)));
  }

  private Node wanted(Member member, @Nullable Node before) {
    if (isSelf(member)) {
      return self;
    }
    return new Node(
        member.tags().getOrDefault("id", ""),
        member.name(),
        member.address(),
        self.datacenter(),
        before == null ? null : before.taggedAddresses(),
        before == null ? null : before.meta(),
        0,
        0);
  }

  private static @Nullable Node node(Tables tables, String name) {
    return tables.nodes().get(Key.of(Mark.lower(name)));
  }

  private static @Nullable HealthCheck serfHealth(Tables tables, String name) {
    return tables.checks().get(Key.of(Mark.lower(name), HealthCheck.SERF_HEALTH));
  }

  /** Nodes without {@code serfHealth} are external, but for an agent that was quicker than this. */
  private static boolean isMembers(Tables tables, Node node, Member member) {
    return serfHealth(tables, node.node()) != null
        || !node.id().isEmpty() && node.id().equalsIgnoreCase(Server.idOf(member));
  }

  /** Agents say so of their segment; what was not registered by one has no such word. */
  private static boolean byAgent(Node node) {
    Map<String, String> meta = node.meta();
    return meta != null && meta.containsKey("consul-network-segment");
  }

  private static boolean isAnothers(Node before, Node wanted) {
    return !before.id().isEmpty()
        && !wanted.id().isEmpty()
        && !before.id().equalsIgnoreCase(wanted.id());
  }

  private static boolean hasService(Tables tables, String node, Optional<ServiceInstance> wanted) {
    ServiceInstance there = tables.services().get(Key.of(Mark.lower(node), CONSUL));
    return wanted.isEmpty() || there != null && there.sameAs(wanted.get());
  }

  private static CatalogCommand critical(Node node) {
    HealthCheck check = check(node.node(), HealthCheck.CRITICAL, FAILED);
    return new CatalogCommand.Register(node, null, List.of(check), true);
  }

  private static CatalogCommand register(Node node, @Nullable ServiceInstance service) {
    HealthCheck check = check(node.node(), HealthCheck.PASSING, ALIVE);
    return new CatalogCommand.Register(node, service, List.of(check), false);
  }

  private static HealthCheck check(String node, String status, String output) {
    return HealthCheck.of(node, HealthCheck.SERF_HEALTH, CHECK_NAME, status)
        .withStatus(status, output);
  }

  private static ServiceInstance consul(Server server) {
    return new ServiceInstance(
        "",
        CONSUL,
        CONSUL,
        List.of(),
        "",
        Map.of(),
        server.meta(),
        server.port(),
        "",
        Weights.DEFAULT,
        false,
        ServiceInstance.NO_PROXY,
        Value.Obj.EMPTY,
        null,
        0,
        0);
  }
}
