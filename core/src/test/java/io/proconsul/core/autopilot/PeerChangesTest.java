package io.proconsul.core.autopilot;

import static io.proconsul.core.testing.InMemoryPool.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.testing.Heard;
import io.proconsul.core.testing.InMemoryPeers;
import io.proconsul.core.testing.InMemoryPool;
import io.proconsul.core.testing.QuietNotes;
import io.proconsul.model.Member.MemberStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeerChangesTest {
  private final InMemoryPool pool = new InMemoryPool();
  private final InMemoryPeers peers = new InMemoryPeers().voters(id(1), id(2), id(3));
  private final PeerChanges changes = new PeerChanges(id(1), peers, pool, new QuietNotes());
  private final Heard<Boolean> heard = new Heard<>();

  @BeforeEach
  void threeServers() {
    pool.server("s1", 1);
    pool.server("s2", 2);
    pool.server("s3", 3);
    changes.start();
  }

  @Test
  void aServerJoinsWithoutAVoteAndIsPromotedLater() {
    changes.join(id(4), heard);
    assertThat(peers.configuration()).contains(new Peer(id(4), false));
    changes.promote(id(4), heard);
    assertThat(peers.configuration()).contains(new Peer(id(4), true));
    assertThat(heard.all).containsExactly(true, true);
  }

  @Test
  void whatIsSoAlreadyIsDoneAtOnce() {
    changes.join(id(2), heard);
    changes.promote(id(2), heard);
    changes.promote(id(9), heard);
    changes.remove(id(9), heard);
    assertThat(heard.all).containsExactly(true, true, true, true);
    assertThat(peers.changes).isEmpty();
  }

  @Test
  void oneThatLeftIsRemoved() {
    pool.is("s3", MemberStatus.LEFT);
    changes.remove(id(3), heard);
    assertThat(peers.configuration()).extracting(Peer::id).containsExactly(id(1), id(2));
  }

  @Test
  void oneThatRunsStays() {
    pool.is("s3", MemberStatus.LEAVING);
    changes.remove(id(3), heard);
    changes.remove(id(1), heard);
    assertThat(heard.all).containsExactly(false, false);
    assertThat(peers.changes).isEmpty();
  }

  @Test
  void noRemovalBreaksTheQuorum() {
    pool.is("s2", MemberStatus.FAILED);
    pool.is("s3", MemberStatus.LEFT);
    changes.remove(id(3), heard);
    assertThat(heard.all)
        .containsExactly("server " + id(3) + " stays a member of the log: without it the servers"
            + " that run would be no quorum");
    pool.is("s2", MemberStatus.ALIVE);
    changes.remove(id(3), heard);
    assertThat(peers.configuration()).hasSize(2);
  }

  @Test
  void theLastButOneMayGo() {
    peers.voters(id(1), id(2));
    pool.is("s2", MemberStatus.LEFT);
    changes.remove(id(2), heard);
    assertThat(peers.configuration()).containsExactly(new Peer(id(1), true));
  }

  @Test
  void oneChangeIsUnderWayAtATimeAndTheNextSeesWhatItDid() {
    pool.is("s2", MemberStatus.FAILED);
    pool.is("s3", MemberStatus.FAILED);
    pool.server("s4", 4);
    pool.server("s5", 5);
    peers.voters(id(1), id(2), id(3), id(4), id(5));
    peers.holding = true;
    changes.remove(id(2), heard);
    changes.remove(id(3), heard);
    assertThat(peers.held).hasSize(1);
    peers.held.remove().run();
    assertThat(heard.all).containsExactly(true);
    assertThat(peers.changes).containsExactly("remove " + id(2), "remove " + id(3));
  }

  @Test
  void oneThatWaitsAlreadyIsNotQueuedAgainAndTheQueueIsBounded() {
    peers.holding = true;
    changes.join("first", heard);
    changes.join("second", heard);
    changes.join("second", heard);
    assertThat(heard.all).containsExactly(false);
    for (int i = 0; i < 64; i++) {
      changes.join("n" + i, heard);
    }
    assertThat(heard.all).containsExactly(false, "too many changes of the servers are waiting");
  }

  @Test
  void whoNoLongerLeadsChangesNothing() {
    peers.holding = true;
    changes.join("first", heard);
    changes.join("second", heard);
    changes.stop();
    changes.join("third", heard);
    assertThat(heard.all).containsExactly("No cluster leader", "No cluster leader");
    peers.held.remove().run();
    assertThat(peers.changes).containsExactly("add first");
  }

  @Test
  void aChangeThatNeverEndsDoesNotOutliveTheLeadership() {
    peers.holding = true;
    changes.join("first", heard);
    changes.stop();
    peers.holding = false;
    changes.start();
    changes.join("second", heard);
    assertThat(peers.changes).containsExactly("add first", "add second");
  }
}
