package io.proconsul.core.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.testing.InMemoryPool;
import io.proconsul.model.Member;
import io.proconsul.model.Node;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerTest {
  private final InMemoryPool pool = new InMemoryPool();

  @Test
  void aServerIsReadFromItsTags() {
    Server server = Server.of(pool.server("s1", 1)).orElseThrow();
    assertThat(server.id()).isEqualTo(InMemoryPool.id(1));
    assertThat(server.address()).isEqualTo("10.0.0.1:8300");
    assertThat(server.version()).isEqualTo("1.21.4");
    assertThat(server.bootstrap()).isFalse();
    assertThat(server.meta())
        .isEqualTo(Map.of(
            "non_voter", "false",
            "read_replica", "false",
            "raft_version", "3",
            "serf_protocol_current", "2",
            "serf_protocol_min", "1",
            "serf_protocol_max", "5",
            "version", "1.21.4",
            "grpc_port", "8502"));
  }

  @Test
  void addressesOfTheSixthVersionAreBracketed() {
    Member member = pool.server("s1", 1);
    Member six = new Member("s1", "fd00::1", 8301, member.tags(), Member.MemberStatus.ALIVE);
    assertThat(Server.of(six).orElseThrow().address()).isEqualTo("[fd00::1]:8300");
  }

  @Test
  void clientsAndServersThatSayTooLittleAreNone() {
    assertThat(Server.of(pool.client("c1", 1))).isEmpty();
    pool.server("s1", 1);
    assertThat(Server.of(pool.tag("s1", "port", "x"))).isEmpty();
    pool.server("s1", 1);
    assertThat(Server.of(pool.tag("s1", "id", ""))).isEmpty();
  }

  @Test
  void theWanPoolPutsTheDatacenterBehindTheName() {
    Member wan = new Member(
        "s1.dc1", "10.0.0.1", 8302, pool.server("s1", 1).tags(), Member.MemberStatus.ALIVE);
    assertThat(Server.ofWan(wan).orElseThrow().name()).isEqualTo("s1");
    // In the LAN pool that is how the node is called.
    assertThat(Server.of(wan).orElseThrow().name()).isEqualTo("s1.dc1");
  }

  @Test
  void whatTheyExpectIsReadLeniently() {
    pool.server("s1", 1);
    assertThat(Server.of(pool.tag("s1", "expect", "3")).orElseThrow().expect()).isEqualTo(3);
    assertThat(Server.of(pool.tag("s1", "expect", "-3")).orElseThrow().expect()).isZero();
    assertThat(Server.of(pool.tag("s1", "expect", "all")).orElseThrow().expect())
        .isZero();
  }

  @Test
  void oneThatGossipDoesNotKnowIsWhereTheCatalogHadIt() {
    Node node = new Node(InMemoryPool.id(7), "s7", "10.0.0.7", "dc1", Map.of(), Map.of(), 1, 1);
    Server server = Server.remembered(node, 8300);
    assertThat(server.id()).isEqualTo(InMemoryPool.id(7));
    assertThat(server.address()).isEqualTo("10.0.0.7:8300");
    assertThat(server.datacenter()).isEqualTo("dc1");
    assertThat(server.running()).isFalse();
  }

  @Test
  void agentsOfAnotherDatacenterAndStrangersAreTold() {
    assertThat(Server.isAgentOf("DC1", pool.client("c1", 1))).isTrue();
    assertThat(Server.isAgentOf("dc1", pool.tag("c1", "dc", "dc2"))).isFalse();
    pool.client("c1", 1);
    assertThat(Server.isAgentOf("dc1", pool.tag("c1", "role", "web"))).isFalse();
  }
}
