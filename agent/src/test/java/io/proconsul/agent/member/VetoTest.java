package io.proconsul.agent.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.gossip.serf.Member;
import io.proconsul.gossip.serf.MemberStatus;
import io.proconsul.gossip.wire.IpAddress;
import io.proconsul.gossip.wire.NodeAddress;
import io.proconsul.gossip.wire.Versions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is not let in, in Consul's words. */
class VetoTest {
  @Test
  void agentsOfTheDatacenterAreLetIn() {
    assertThat(lan(member("me", "1", "east"), member("a", "2", "east"), member("b", "3", "east")))
        .isEmpty();
  }

  @Test
  void agentsOfAnotherAreNot() {
    assertThat(lan(member("a", "2", "west")))
        .contains("Member 'a' part of wrong datacenter 'west'");
  }

  @Test
  void whatIsNoAgentIsLetIn() {
    assertThat(lan(new Member("x", address(), Map.of(), MemberStatus.ALIVE, Versions.SERF)))
        .isEmpty();
  }

  @Test
  void ownIdAtAnotherIsAConflict() {
    assertThat(lan(member("a", "1", "east")))
        .contains("Member 'a' has conflicting node ID '1' with this agent's ID");
  }

  @Test
  void oneIdAtTwoOthersIsAConflict() {
    assertThat(lan(member("a", "2", "east"), member("b", "2", "east")))
        .contains("Member 'b' has conflicting node ID '2' with member 'a'");
  }

  @Test
  void onlyServersAreInTheWan() {
    Member client =
        new Member("c.east", address(), Map.of("role", "node"), MemberStatus.ALIVE, Versions.SERF);
    assertThat(Veto.wan(List.of(member("a.east", "1", "east"), member("b.west", "2", "west"))))
        .isEmpty();
    assertThat(Veto.wan(List.of(client))).contains("Member 'c.east' is not a server");
  }

  private static Optional<String> lan(Member... members) {
    return Veto.lan(List.of(members), "me", "1", "east");
  }

  private static Member member(String name, String id, String datacenter) {
    Map<String, String> tags = Map.of("role", "consul", "id", id, "dc", datacenter);
    return new Member(name, address(), tags, MemberStatus.ALIVE, Versions.SERF);
  }

  private static NodeAddress address() {
    return new NodeAddress(IpAddress.parse("10.0.0.1"), 8301);
  }
}
