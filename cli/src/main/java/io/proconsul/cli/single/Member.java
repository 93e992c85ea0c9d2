package io.proconsul.cli.single;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One member of the cluster, ready to be printed. */
record Member(String name, String address, String status, TreeMap<String, String> tags) {
  /** Servers, whose segment reads {@code <all>}, come before clients; then by name. */
  static final Comparator<Member> ORDER = Comparator.comparing(Member::partition)
      .thenComparing(Member::segment)
      .thenComparing(Member::name);

  static Member of(Value.Obj row) {
    Fields fields = new Fields("AgentMember", row);
    Map<String, String> given = fields.stringMap("Tags");
    TreeMap<String, String> tags = given == null ? new TreeMap<>() : new TreeMap<>(given);
    tags.computeIfAbsent("ap", _ -> "default");
    if (tags.getOrDefault("segment", "").isEmpty()) {
      tags.put("segment", isServer(tags) ? "<all>" : "<default>");
    }
    String host = fields.string("Addr");
    String bracketed = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return new Member(
        fields.string("Name"),
        bracketed + ":" + fields.integer("Port"),
        statusName(fields.integer("Status")),
        tags);
  }

  private static boolean isServer(Map<String, String> tags) {
    return tags.getOrDefault("role", "").equals("consul");
  }

  private static String statusName(int status) {
    return switch (status) {
      case 1 -> "alive";
      case 2 -> "leaving";
      case 3 -> "left";
      case 4 -> "failed";
      default -> "none";
    };
  }

  String tag(String name) {
    return tags.getOrDefault(name, "");
  }

  String partition() {
    return tag("ap");
  }

  String segment() {
    return tag("segment");
  }

  String type() {
    return switch (tag("role")) {
      case "consul" -> "server";
      case "node" -> "client";
      default -> "unknown";
    };
  }

  /** The version without what follows its colon. */
  String build() {
    String build = tag("build");
    int colon = build.indexOf(':');
    return colon < 0 ? build : build.substring(0, colon);
  }

  String allTags() {
    List<String> pairs = new ArrayList<>();
    tags.forEach((key, value) -> pairs.add(key + "=" + value));
    return String.join(",", pairs);
  }
}
