package io.proconsul.core.leader;

import io.proconsul.core.state.Mark;
import io.proconsul.model.Member;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A server as its gossip tags describe it. Pure.
 *
 * @param member as the LAN pool has it
 * @param id of its node, which also names it in the log's membership
 * @param port where servers talk to each other
 */
public record Server(Member member, String id, int port) {
  private static final String ROLE = "role";
  private static final String SERVER = "consul";
  private static final String CLIENT = "node";
  private static final String ID = "id";

  /** Empty for members that are no servers, and for servers that do not say enough. */
  public static Optional<Server> of(Member member) {
    int port = number(member, "port");
    String id = idOf(member);
    return SERVER.equals(member.tags().get(ROLE)) && port > 0 && !id.isEmpty()
        ? Optional.of(new Server(member, id, port))
        : Optional.empty();
  }

  /** Whether the member is an agent, of either kind, of that datacenter. */
  public static boolean isAgentOf(String datacenter, Member member) {
    String role = member.tags().getOrDefault(ROLE, "");
    return (role.equals(SERVER) || role.equals(CLIENT))
        && Mark.lower(member.tags().getOrDefault("dc", "")).equals(Mark.lower(datacenter));
  }

  /** The node id that a member tells, in lower case; empty when it tells none. */
  public static String idOf(Member member) {
    return Mark.lower(member.tags().getOrDefault(ID, ""));
  }

  public String name() {
    return member.name();
  }

  public Member.MemberStatus status() {
    return member.status();
  }

  /** Whether it runs, as far as gossip knows. */
  public boolean running() {
    return member.status() == Member.MemberStatus.ALIVE
        || member.status() == Member.MemberStatus.LEAVING;
  }

  /** Started to make a log of its own. */
  public boolean bootstrap() {
    return "1".equals(member.tags().get("bootstrap"));
  }

  /** {@code host:port}. */
  public String address() {
    String host = member.address();
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  /** Of the program: {@code 1.21.4}. */
  public String version() {
    String build = member.tags().getOrDefault("build", "");
    int colon = build.indexOf(':');
    return colon < 0 ? build : build.substring(0, colon);
  }

  /** The metadata of its {@code consul} service. */
  public Map<String, String> meta() {
    Map<String, String> meta = new TreeMap<>(Map.of(
        "non_voter", Boolean.toString(member.tags().containsKey("nonvoter")),
        "read_replica", Boolean.toString(member.tags().containsKey("read_replica")),
        "raft_version", member.tags().getOrDefault("raft_vsn", ""),
        "serf_protocol_current", "2",
        "serf_protocol_min", "1",
        "serf_protocol_max", "5",
        "version", version()));
    for (String name : new String[] {"grpc_port", "grpc_tls_port"}) {
      if (number(member, name) > 0) {
        meta.put(name, member.tags().getOrDefault(name, ""));
      }
    }
    return meta;
  }

  private static int number(Member member, String tag) {
    try {
      return Integer.parseInt(member.tags().getOrDefault(tag, ""));
    } catch (NumberFormatException _) {
      return 0;
    }
  }
}
