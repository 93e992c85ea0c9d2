package io.proconsul.agent.cluster;

import io.proconsul.agent.member.Roster;
import io.proconsul.core.member.Server;
import io.proconsul.model.Member;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;

/** Servers {@code s1} and so on at ports 1 and so on, as gossip tells of them. */
final class Servers {
  private Servers() {}

  static String id(int number) {
    return "00000000-0000-0000-0000-00000000000" + number;
  }

  static Member member(int number, String datacenter, int expect) {
    return new Member(
        "s" + number,
        "10.0.0." + number,
        8301,
        Map.of(
            "role", "consul",
            "id", id(number),
            "dc", datacenter,
            "port", Integer.toString(number),
            "expect", Integer.toString(expect)),
        Member.MemberStatus.ALIVE);
  }

  static Server server(int number, int expect) {
    return Server.of(member(number, "dc1", expect)).orElseThrow();
  }

  static Roster roster(Member... members) {
    Roster roster = new Roster("dc1", new SplittableRandom(1));
    roster.lan(Arrays.asList(members));
    return roster;
  }
}
