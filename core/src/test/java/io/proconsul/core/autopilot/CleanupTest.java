package io.proconsul.core.autopilot;

import static io.proconsul.core.testing.InMemoryPool.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.member.Server;
import io.proconsul.core.testing.InMemoryPool;
import io.proconsul.model.Member.MemberStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CleanupTest {
  private final InMemoryPool pool = new InMemoryPool();
  private final List<Peer> peers = new ArrayList<>();

  private void servers(int voters, int failed) {
    for (int i = 1; i <= voters; i++) {
      pool.server("s" + i, i);
      peers.add(new Peer(id(i), true));
      if (i > voters - failed) {
        pool.is("s" + i, MemberStatus.FAILED);
      }
    }
  }

  private Cleanup plan(Set<String> stale, int minQuorum) {
    List<Server> servers =
        pool.get().stream().flatMap(member -> Server.of(member).stream()).toList();
    return Cleanup.plan(peers, servers, stale, minQuorum);
  }

  @ParameterizedTest
  @CsvSource({
    "1,0,0,0", "2,1,0,0", "3,1,0,1", "3,2,0,1", "4,2,0,1", "5,2,0,2", "5,3,0,2", "7,3,0,3",
    "3,1,3,0", "3,1,2,1", "5,2,4,1", "5,2,5,0", "5,2,9,0",
  })
  void aMinorityGoesAndTheMinimumStays(int voters, int failed, int minQuorum, int gone) {
    servers(voters, failed);
    assertThat(plan(Set.of(), minQuorum).failed()).hasSize(gone);
  }

  @Test
  void peersThatGossipDoesNotKnowCountToo() {
    servers(5, 1);
    peers.add(new Peer(id(8), true));
    peers.add(new Peer(id(9), true));
    Cleanup cleanup = plan(Set.of(id(8), id(9)), 0);
    assertThat(cleanup.stale()).containsExactly(id(8), id(9));
    assertThat(cleanup.failed()).hasSize(1);
    pool.is("s1", MemberStatus.FAILED);
    assertThat(plan(Set.of(id(8), id(9)), 0).failed()).hasSize(1);
  }

  @Test
  void whoDoesNotVoteMayAlwaysGo() {
    servers(1, 0);
    pool.server("s2", 2);
    pool.is("s2", MemberStatus.FAILED);
    peers.add(new Peer(id(2), false));
    peers.add(new Peer(id(3), false));
    Cleanup cleanup = plan(Set.of(id(3)), 5);
    assertThat(cleanup.failed()).extracting(Server::name).containsExactly("s2");
    assertThat(cleanup.stale()).containsExactly(id(3));
  }

  @Test
  void aFailedMemberWhoseIdRunsUnderAnotherNameStays() {
    servers(3, 1);
    pool.server("new", 3);
    assertThat(plan(Set.of(), 0).failed()).isEmpty();
  }

  @Test
  void unknownIsWhomGossipDoesNotHave() {
    servers(2, 1);
    peers.add(new Peer(id(7), true));
    peers.add(new Peer(id(9), false));
    List<Server> servers =
        pool.get().stream().flatMap(member -> Server.of(member).stream()).toList();
    assertThat(Cleanup.unknown(id(9), peers, servers)).containsExactly(id(7));
  }
}
