package io.proconsul.agent.member;

import io.proconsul.model.Member;
import java.util.Optional;

/**
 * A server as gossip tells of it.
 *
 * @param id its node id
 * @param name of its node, without the datacenter
 * @param host where it is reached
 * @param port of its RPC
 * @param alive whether it is a live member now
 * @param bootstrap whether it elects itself
 * @param expect how many servers it waits for before the first election; 0 for not at all
 */
public record Server(
    String id,
    String name,
    String datacenter,
    String host,
    int port,
    boolean alive,
    boolean bootstrap,
    int expect) {

  private static final String ROLE = "consul";
  private static final int MAX_PORT = 0xffff;

  /** The server that a member is; empty for clients, and for what is no agent of ours. */
  public static Optional<Server> of(Member member) {
    int port = number(member.tags().get("port"));
    String id = member.tags().getOrDefault("id", "");
    String datacenter = member.tags().getOrDefault("dc", "");
    if (!ROLE.equals(member.tags().get("role")) || port < 1 || port > MAX_PORT || id.isEmpty()) {
      return Optional.empty();
    }
    String suffix = "." + datacenter;
    String name = member.name().endsWith(suffix)
        ? member.name().substring(0, member.name().length() - suffix.length())
        : member.name();
    return Optional.of(new Server(
        id,
        name,
        datacenter,
        member.address(),
        port,
        member.status() == Member.MemberStatus.ALIVE,
        member.tags().containsKey("bootstrap"),
        Math.max(0, number(member.tags().get("expect")))));
  }

  /** {@code host:port}, as users see it. */
  public String address() {
    return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
  }

  private static int number(@org.jspecify.annotations.Nullable String text) {
    try {
      return text == null ? -1 : Integer.parseInt(text);
    } catch (NumberFormatException _) {
      return -1;
    }
  }
}
