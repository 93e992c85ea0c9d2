package io.proconsul.agent.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.member.Server;
import io.proconsul.model.Member;
import io.proconsul.model.Member.MemberStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RosterTest {
  private final Roster roster = new Roster("east", new SplittableRandom(1));

  @Test
  void onlyLiveServersAreAsked() {
    roster.lan(List.of(
        member("s1", "east", MemberStatus.ALIVE),
        member("s2", "east", MemberStatus.FAILED),
        new Member("c1", "10.0.0.9", 8301, Map.of("role", "node"), MemberStatus.ALIVE)));
    assertThat(roster.alive("east")).extracting(Server::name).containsExactly("s1");
    assertThat(roster.ownServers()).extracting(Server::name).containsExactly("s1", "s2");
    assertThat(roster.byId("id-s2")).isPresent();
    assertThat(roster.byId("id-c1")).isEmpty();
  }

  @Test
  void whoFailedComesLast() {
    roster.lan(List.of(
        member("s1", "east", MemberStatus.ALIVE), member("s2", "east", MemberStatus.ALIVE)));
    Server first = roster.next("east").orElseThrow();
    roster.failed(first);
    Server second = roster.next("east").orElseThrow();
    assertThat(second).isNotEqualTo(first);
    roster.failed(first);
    assertThat(roster.next("east")).contains(second);
    roster.failed(second);
    assertThat(roster.next("east")).contains(first);
  }

  @Test
  void serversOfOtherDatacentersComeFromTheWan() {
    roster.wan(List.of(
        member("s1.east", "east", MemberStatus.ALIVE),
        member("s1.west", "west", MemberStatus.ALIVE)));
    assertThat(roster.datacenters()).containsExactly("east", "west");
    assertThat(roster.next("west")).map(Server::name).contains("s1");
    assertThat(roster.next("east")).isEmpty();
    roster.wan(List.of(member("s1.west", "west", MemberStatus.FAILED)));
    assertThat(roster.next("west")).isEmpty();
    assertThat(roster.datacenters()).containsExactly("east", "west");
  }

  @Test
  void theFirstServerAfterNoneIsTold() {
    List<String> told = new ArrayList<>();
    roster.onServer(() -> told.add("found"));
    roster.lan(List.of());
    assertThat(told).isEmpty();
    roster.lan(List.of(member("s1", "east", MemberStatus.ALIVE)));
    roster.lan(List.of(
        member("s1", "east", MemberStatus.ALIVE), member("s2", "east", MemberStatus.ALIVE)));
    assertThat(told).hasSize(1);
    roster.lan(List.of(member("s1", "east", MemberStatus.FAILED)));
    roster.lan(List.of(member("s1", "east", MemberStatus.ALIVE)));
    assertThat(told).hasSize(2);
  }

  @Test
  void shufflingSpreadsAndKeepsAll() {
    roster.lan(List.of(
        member("s1", "east", MemberStatus.ALIVE),
        member("s2", "east", MemberStatus.ALIVE),
        member("s3", "east", MemberStatus.ALIVE)));
    Set<String> first = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      roster.shuffle();
      assertThat(roster.alive("east")).hasSize(3);
      first.add(roster.next("east").orElseThrow().name());
    }
    assertThat(first).containsExactlyInAnyOrder("s1", "s2", "s3");
  }

  @Test
  void aServerThatChangedItsNameIsOneServer() {
    roster.lan(List.of(
        named("old", "same", MemberStatus.FAILED), named("new", "same", MemberStatus.ALIVE)));
    assertThat(roster.ownServers()).extracting(Server::name).containsExactly("new");
    roster.lan(List.of(
        named("new", "same", MemberStatus.ALIVE), named("old", "same", MemberStatus.FAILED)));
    assertThat(roster.alive("east")).extracting(Server::name).containsExactly("new");
  }

  private static Member named(String name, String id, MemberStatus status) {
    return new Member(
        name,
        "10.0.0.1",
        8301,
        Map.of("role", "consul", "id", id, "dc", "east", "port", "8300"),
        status);
  }

  private static Member member(String name, String datacenter, MemberStatus status) {
    return new Member(
        name,
        "10.0.0.1",
        8301,
        Map.of("role", "consul", "id", "id-" + name, "dc", datacenter, "port", "8300"),
        status);
  }
}
