package io.proconsul.raftlog.jraft;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.raftlog.LogException.Reason;
import io.proconsul.raftlog.Membership.Member;
import io.proconsul.raftlog.PeerProgress;
import io.proconsul.raftlog.ReadMode;
import io.proconsul.raftlog.ReplicatedLog;
import io.proconsul.raftlog.TestingCompletion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that come, are given and lose votes, and go. */
final class MembershipTest {
  @TempDir
  private Path folder;

  @Test
  void serverIsAddedThenGivenAVoteThenRemoved() throws Exception {
    try (var cluster = TestingCluster.start(folder, 1)) {
      var leader = cluster.leader();
      var log = leader.log();
      cluster.write(cluster.ids(), "alone");
      var id = cluster.name(2);
      var added = cluster.startJoining(id);
      TestingCluster.changed(done -> log.addNonVoter(id, done));
      cluster.agree(List.of(id), List.of("alone"));
      assertThat(log.configuration().members())
          .containsExactly(new Member(leader.id(), true, true), new Member(id, false, false));
      TestingCluster.until(() -> added.log().leader().isPresent());
      assertThat(added.log().configuration()).isEqualTo(log.configuration());
      TestingCluster.changed(done -> log.promote(id, done));
      assertThat(log.configuration().voters()).containsExactly(leader.id(), id);
      cluster.write(List.of(leader.id()), "both");
      cluster.agree(List.of(id), List.of("alone", "both"));
      TestingCluster.changed(done -> log.demote(id, done));
      assertThat(log.configuration().voters()).containsExactly(leader.id());
      TestingCluster.changed(done -> log.remove(id, done));
      assertThat(log.configuration().members())
          .containsExactly(new Member(leader.id(), true, true));
      cluster.stop(id);
      cluster.write(List.of(leader.id()), "alone again");
      assertThat(leader.machine().members.stream().map(m -> m.members().size()))
          .containsExactly(1, 2, 2, 2, 1);
    }
  }

  @Test
  void promotedServersElectALeaderAfterTheFirstOneIsGone() throws Exception {
    try (var cluster = TestingCluster.start(folder, 1)) {
      var first = cluster.leader();
      var joined = List.of(cluster.name(2), cluster.name(3));
      for (var id : joined) {
        cluster.startJoining(id);
        TestingCluster.changed(done -> first.log().addNonVoter(id, done));
      }
      // A server that starts as a follower without a vote must still stand once it has one.
      for (var id : joined) {
        cluster.kill(id);
        cluster.startJoining(id);
      }
      for (var id : joined) {
        TestingCluster.changed(done -> first.log().promote(id, done));
      }
      cluster.write(cluster.running(), "three");
      cluster.kill(first.id());
      cluster.write(joined, "two");
      cluster.agree(joined, List.of("three", "two"));
    }
  }

  @Test
  void serverWithoutAVoteLearnsFromTheLeaderHowFarToReadItsState() throws Exception {
    try (var cluster = TestingCluster.start(folder, 3)) {
      var leader = cluster.leader();
      cluster.write(cluster.ids(), "before");
      var id = cluster.name(4);
      var added = cluster.startJoining(id);
      TestingCluster.changed(done -> leader.log().addNonVoter(id, done));
      TestingCluster.until(() -> added.log().leader().isPresent());
      TestingCluster.changed(done -> added.log().readBarrier(ReadMode.CONFIRMED, done));
      assertThat(added.machine().applied()).containsExactly("before");
    }
  }

  @Test
  void leaderKnowsHowFarTheOthersAre() throws Exception {
    try (var cluster = TestingCluster.start(folder, 3)) {
      var leader = cluster.leader();
      cluster.write(cluster.ids(), "a");
      var last = leader.log().stats();
      TestingCluster.until(() -> leader.log().progress().stream()
          .allMatch(peer -> peer.lastIndex() == last.lastLogIndex()
              && peer.lastTerm() == last.lastLogTerm()
              && peer.contactMillis() >= 0));
      assertThat(leader.log().progress().stream().map(PeerProgress::nodeId))
          .containsExactlyElementsOf(cluster.others(leader.id()));
      var follower = cluster.get(cluster.others(leader.id()).getFirst()).log();
      assertThat(follower.progress()).isEmpty();
      assertThat(follower.stats().lastLogIndex()).isEqualTo(last.lastLogIndex());
      assertThat(follower.stats().lastLogTerm()).isEqualTo(last.lastLogTerm());
      assertThat(follower.stats().term()).isEqualTo(last.term());
      assertThat(follower.stats().peerCount()).isEqualTo(2);
    }
  }

  @Test
  void whatMakesNoSenseIsRefused() throws Exception {
    try (var cluster = TestingCluster.start(folder, 3)) {
      var leader = cluster.leader();
      var follower = cluster.get(cluster.others(leader.id()).getFirst());
      assertThat(reason(follower.log(), "new")).isEqualTo(Reason.NOT_LEADER);
      assertThat(reason(leader.log(), "not an id")).isEqualTo(Reason.REFUSED);
      assertThat(TestingCluster.refused(done -> leader.log().promote("new", done)))
          .hasMessage("new is no member");
      assertThat(TestingCluster.refused(done -> leader.log().demote(leader.id(), done)))
          .hasMessageContaining("hand over");
      TestingCluster.changed(done -> leader.log().addVoter(follower.id(), done));
      TestingCluster.changed(done -> leader.log().remove("new", done));
      assertThat(leader.log().configuration().members()).hasSize(3);
    }
  }

  private static Reason reason(ReplicatedLog log, String id) throws InterruptedException {
    return TestingCluster.refused(done -> log.addNonVoter(id, done)).reason();
  }

  @Test
  void serverThatCannotBeReachedIsNoVoter() throws Exception {
    try (var cluster = TestingCluster.start(folder, 1)) {
      var log = cluster.leader().log();
      assertThat(TestingCluster.refused(done -> log.addVoter("absent", done)).reason())
          .isEqualTo(Reason.FAILED);
      assertThat(log.configuration().members()).hasSize(1);
      cluster.write(cluster.ids(), "still");
    }
  }

  @Test
  void leaderThatRemovesItselfIsFollowedByAnother() throws Exception {
    try (var cluster = TestingCluster.start(folder, 3)) {
      var leader = cluster.leader();
      TestingCluster.changed(done -> leader.log().remove(leader.id(), done));
      var rest = cluster.others(leader.id());
      var next = cluster.leader(rest);
      cluster.write(rest, "two");
      assertThat(next.log().configuration().voters()).containsExactlyElementsOf(rest);
      assertThat(leader.log().leader()).isNotEqualTo(Optional.of(leader.id()));
    }
  }

  @Test
  void freshServerTakesASnapshotWhileTheOthersGoOn() throws Exception {
    try (var cluster =
        TestingCluster.start(folder, 3, settings -> settings.withSnapshotEntries(100))) {
      var leader = cluster.leader();
      var commands = new ArrayList<String>();
      for (var i = 0; i < 400; i++) {
        commands.add("c" + i);
        assertThat(TestingCluster.submit(leader.log(), "c" + i).index()).isPositive();
      }
      TestingCluster.until(() -> leader.log().stats().lastSnapshotIndex() > 200);
      var id = cluster.name(4);
      var fresh = cluster.startJoining(id);
      var added = new TestingCompletion();
      leader.log().addVoter(id, added);
      for (var i = 0; !added.answered() || i < 200; i++) {
        commands.add("during" + i);
        assertThat(TestingCluster.submit(leader.log(), "during" + i).index()).isPositive();
      }
      assertThat(added.index()).isPositive();
      cluster.agree(cluster.running(), commands);
      assertThat(fresh.machine().events).contains("restored");
      assertThat(fresh.log().configuration().voters()).hasSize(4);
    }
  }
}
