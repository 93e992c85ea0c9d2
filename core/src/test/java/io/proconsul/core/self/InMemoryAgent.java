package io.proconsul.core.self;

import io.proconsul.codec.Value;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.api.Refusals;
import io.proconsul.model.Coordinate;
import io.proconsul.model.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An agent {@code web1} that knows one member more and notes what it is told to do. */
final class InMemoryAgent implements AgentPort {
  final List<String> orders = new ArrayList<>();

  @Override
  public Value.Obj debugConfig() {
    return Value.Obj.EMPTY;
  }

  @Override
  public List<Member> members(boolean wan) {
    return List.of(
        member(wan ? "web1.dc1" : "web1", Member.MemberStatus.ALIVE),
        member(wan ? "web2.dc2" : "web2", Member.MemberStatus.FAILED));
  }

  private static Member member(String name, Member.MemberStatus status) {
    return new Member(name, "127.0.0.1", 8301, Map.of("dc", name), status);
  }

  @Override
  public Optional<Coordinate> coordinate() {
    return Optional.of(
        new Coordinate(List.of(0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0), 1.5, 0, 1e-5));
  }

  @Override
  public Map<String, Map<String, String>> stats() {
    return Map.of();
  }

  @Override
  public void join(String address, boolean wan, Outcome<Integer> outcome) {
    orders.add("join " + address + (wan ? " wan" : ""));
    if (address.equals("nowhere")) {
      outcome.failed(new ConsulException.Refused(Refusals.list(List.of("Failed to join"))));
    } else {
      outcome.done(1);
    }
  }

  @Override
  public void forceLeave(String node, boolean wan, boolean prune, Outcome<Boolean> outcome) {
    orders.add("force-leave " + node + (wan ? " wan" : "") + (prune ? " prune" : ""));
    outcome.done(true);
  }

  @Override
  public void reload() {
    orders.add("reload");
  }

  @Override
  public void leave(Outcome<Boolean> outcome) {
    orders.add("leave");
    outcome.done(true);
  }
}
