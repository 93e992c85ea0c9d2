package io.proconsul.core.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.testing.InMemoryPool;
import io.proconsul.model.Member;
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
  void agentsOfAnotherDatacenterAndStrangersAreTold() {
    assertThat(Server.isAgentOf("DC1", pool.client("c1", 1))).isTrue();
    assertThat(Server.isAgentOf("dc1", pool.tag("c1", "dc", "dc2"))).isFalse();
    pool.client("c1", 1);
    assertThat(Server.isAgentOf("dc1", pool.tag("c1", "role", "web"))).isFalse();
  }
}
