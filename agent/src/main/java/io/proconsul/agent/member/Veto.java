package io.proconsul.agent.member;

import io.proconsul.gossip.serf.Member;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is not let into a pool, in Consul's words. */
final class Veto {
  private Veto() {}

  /** In the LAN pool: agents of another datacenter, and two nodes with one id. */
  static Optional<String> lan(List<Member> members, String nodeName, String nodeId, String own) {
    Map<String, String> namesById = new HashMap<>();
    namesById.put(nodeId, nodeName);
    for (Member member : members) {
      Map<String, String> tags = member.tags();
      String id = tags.getOrDefault("id", "");
      if (!id.isEmpty() && !member.name().equals(nodeName)) {
        String other = namesById.putIfAbsent(id, member.name());
        if (id.equals(nodeId)) {
          return Optional.of("Member '" + member.name() + "' has conflicting node ID '" + id
              + "' with this agent's ID");
        }
        if (other != null && !other.equals(member.name())) {
          return Optional.of("Member '" + member.name() + "' has conflicting node ID '" + id
              + "' with member '" + other + "'");
        }
      }
      String datacenter = tags.getOrDefault("dc", "");
      if (isAgent(tags) && !datacenter.equals(own)) {
        return Optional.of(
            "Member '" + member.name() + "' part of wrong datacenter '" + datacenter + "'");
      }
    }
    return Optional.empty();
  }

  /** In the WAN pool: all but servers. */
  static Optional<String> wan(List<Member> members) {
    return members.stream()
        .filter(member -> !"consul".equals(member.tags().get("role")))
        .findFirst()
        .map(member -> "Member '" + member.name() + "' is not a server");
  }

  private static boolean isAgent(Map<String, String> tags) {
    String role = tags.getOrDefault("role", "");
    return role.equals("consul") || role.equals("node");
  }
}
