package io.proconsul.core.reconcile;

import io.proconsul.core.state.Key;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tables;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.Member;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Members that are to be looked at, in order, each once with the newest word on it. Bounded by the
 * pool, the catalog's nodes and {@value #MAX_TOLD} that were told of: a full pass makes good what
 * is not taken. Guarded by its owner.
 */
final class Backlog {
  static final int MAX_TOLD = 8_192;

  private final SequencedMap<String, Member> byName = new LinkedHashMap<>();

  void clear() {
    byName.clear();
  }

  /** Its place in the queue stays if it has one. */
  void told(Member member) {
    String name = Mark.lower(member.name());
    if (byName.size() < MAX_TOLD || byName.containsKey(name)) {
      byName.put(name, member);
    }
  }

  /** Takes up all that the pool has; this server first, so that it is known at once. */
  void takeUp(Node self, List<Member> members) {
    for (Member member : members) {
      if (member.name().equalsIgnoreCase(self.node())) {
        byName.put(Mark.lower(member.name()), member);
      }
    }
    for (Member member : members) {
      byName.put(Mark.lower(member.name()), member);
    }
  }

  /**
   * Takes up nodes that gossip once vouched for and no longer knows, as members that left.
   *
   * @param known every name in the pool, in lower case
   */
  void takeUpOrphans(Tables tables, Set<String> known, String datacenter) {
    tables.nodes().forEach((_, node) -> {
      String name = Mark.lower(node.node());
      if (!known.contains(name)
          && tables.checks().get(Key.of(name, HealthCheck.SERF_HEALTH)) != null) {
        byName.put(name, orphan(tables, node, datacenter));
      }
      return true;
    });
  }

  /** The member that this node must have been. */
  private static Member orphan(Tables tables, Node node, String datacenter) {
    ServiceInstance consul =
        tables.services().get(Key.of(Mark.lower(node.node()), CatalogPlan.CONSUL));
    Map<String, String> tags = Map.of(
        "dc",
        datacenter,
        "id",
        node.id(),
        "role",
        consul == null ? "node" : "consul",
        "port",
        Integer.toString(consul == null ? 0 : consul.port()));
    return new Member(node.node(), node.address(), 0, tags, Member.MemberStatus.LEFT);
  }

  @Nullable
  Member poll() {
    Map.Entry<String, Member> first = byName.pollFirstEntry();
    return first == null ? null : first.getValue();
  }
}
