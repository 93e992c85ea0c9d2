package io.proconsul.core.leader;

import io.proconsul.core.member.Server;
import io.proconsul.model.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells an operator in one sentence what to do when too few voters run for there to be a leader.
 * Pure; any server can ask.
 *
 * @param running voters that run, as gossip knows, by name and address
 * @param missing the others; by node id where gossip does not know them
 */
public record QuorumHint(List<String> running, List<String> missing) {
  public QuorumHint {
    running = List.copyOf(running);
    missing = List.copyOf(missing);
  }

  /**
   * Sorts the voters.
   *
   * @param voters node ids
   * @param members of the LAN pool
   */
  public static QuorumHint of(List<String> voters, List<Member> members) {
    List<String> running = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String id : voters) {
      List<Server> known = members.stream()
          .flatMap(member -> Server.of(member).stream())
          .filter(server -> server.id().equals(id))
          .toList();
      Optional<Server> alive = known.stream().filter(Server::running).findFirst();
      if (alive.isPresent()) {
        running.add(named(alive.get()));
      } else {
        missing.add(known.isEmpty() ? "node " + id : named(known.get(0)));
      }
    }
    return new QuorumHint(running, missing);
  }

  /** Empty while those that run are a majority. */
  public Optional<String> text() {
    int voters = running.size() + missing.size();
    int needed = voters / 2 + 1;
    int lacking = needed - running.size();
    if (voters == 0 || lacking <= 0) {
      return Optional.empty();
    }
    String others = lacking == missing.size() ? "" : lacking + " of ";
    String present = running.isEmpty() ? "" : " (" + String.join(", ", running) + ")";
    return Optional.of("no quorum: " + running.size() + " of " + voters + " voting servers"
        + " can be seen" + present + ", and " + needed + " are needed to elect a leader; start "
        + others + String.join(", ", missing) + " again with their data, or, if they are lost for"
        + " good, stop the servers that are left, write a raft/peers.json that lists only those"
        + " in the data directory of each, and start them: only what they hold is kept");
  }

  private static String named(Server server) {
    return Stream.of(server.name(), server.address()).collect(Collectors.joining(" at "));
  }
}
