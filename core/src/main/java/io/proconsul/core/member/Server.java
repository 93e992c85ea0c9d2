package io.proconsul.core.member;

import io.proconsul.core.state.Mark;
import io.proconsul.model.Member;
import io.proconsul.model.Node;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A server as its gossip tags describe it, or as the catalog remembers it. Pure.
 *
 * @param member as a pool has it
 * @param name of its node, without the datacenter that the WAN pool puts behind it
 * @param id of its node, which also names it in the log's membership
 * @param port where servers talk to each other
 */
public record Server(Member member, String name, String id, int port) {
  private static final String ROLE = "role";
  private static final String SERVER = "consul";
  private static final String CLIENT = "node";
  private static final String ID = "id";
  private static final String DATACENTER = "dc";
  private static final int MAX_PORT = 0xffff;

  /** Empty for members that are no servers, and for servers that do not say enough. */
  public static Optional<Server> of(Member member) {
    int port = number(member, "port");
    String id = idOf(member);
    return SERVER.equals(member.tags().get(ROLE)) && port > 0 && port <= MAX_PORT && !id.isEmpty()
        ? Optional.of(new Server(member, member.name(), id, port))
        : Optional.empty();
  }

  /** As {@link #of}, for a member of the WAN pool. */
  public static Optional<Server> ofWan(Member member) {
    return of(member).map(server -> {
      String suffix = "." + server.datacenter();
      String name = member.name();
      return name.endsWith(suffix)
          ? new Server(
              member,
              name.substring(0, name.length() - suffix.length()),
              server.id(),
              server.port())
          : server;
    });
  }

  /** One that gossip does not know: where the catalog had it last. */
  public static Server remembered(Node node, int port) {
    Map<String, String> tags = Map.of(ROLE, SERVER, ID, node.id(), DATACENTER, node.datacenter());
    Member member = new Member(node.node(), node.address(), 0, tags, Member.MemberStatus.NONE);
    return new Server(member, node.node(), Mark.lower(node.id()), port);
  }

  /** Whether the member is an agent, of either kind, of that datacenter. */
  public static boolean isAgentOf(String datacenter, Member member) {
    String role = member.tags().getOrDefault(ROLE, "");
    return (role.equals(SERVER) || role.equals(CLIENT))
        && Mark.lower(member.tags().getOrDefault(DATACENTER, "")).equals(Mark.lower(datacenter));
  }

  /** The node id that a member tells, in lower case; empty when it tells none. */
  public static String idOf(Member member) {
    return Mark.lower(member.tags().getOrDefault(ID, ""));
  }

  public String datacenter() {
    return member.tags().getOrDefault(DATACENTER, "");
  }

  /** Where it is reached. */
  public String host() {
    return member.address();
  }

  public Member.MemberStatus status() {
    return member.status();
  }

  public boolean alive() {
    return member.status() == Member.MemberStatus.ALIVE;
  }

  /** Whether it runs, as far as gossip knows. */
  public boolean running() {
    return alive() || member.status() == Member.MemberStatus.LEAVING;
  }

  /** Started to make a log of its own. */
  public boolean bootstrap() {
    return "1".equals(member.tags().get("bootstrap"));
  }

  /** How many servers it waits for before the first election; 0 for not at all. */
  public int expect() {
    return Math.max(0, number(member, "expect"));
  }

  /** {@code host:port}. */
  public String address() {
    String host = host();
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
