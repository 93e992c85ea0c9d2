package io.proconsul.raftlog.jraft;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.raftlog.LogException.Reason;
import io.proconsul.raftlog.ReadMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Electing, losing and finding a leader. */
final class ClusterTest {
  @TempDir
  private Path folder;

  @Test
  void threeElectALeaderAndAgree() throws Exception {
    try (var cluster = TestingCluster.start(folder, 3)) {
      var leader = cluster.leader();
      var commands = new ArrayList<String>();
      for (var i = 0; i < 200; i++) {
        commands.add("c" + i);
        assertThat(TestingCluster.submit(leader.log(), "c" + i).index()).isPositive();
      }
      cluster.agree(cluster.ids(), commands);
      assertThat(leader.log().configuration().voters()).containsExactlyElementsOf(cluster.ids());
      assertThat(leader.machine().events).contains("leader").doesNotContain("stopped");
      for (var id : cluster.others(leader.id())) {
        var follower = cluster.get(id);
        assertThat(follower.machine().events).contains("follows " + leader.id());
        assertThat(follower.log().stats().state()).isEqualTo("Follower");
        assertThat(follower.log().stats().lastContactMillis()).isNotNegative();
        assertThat(TestingCluster.submit(follower.log(), "x").failure().reason())
            .isEqualTo(Reason.NOT_LEADER);
      }
    }
  }

  @Test
  void anotherLeadsWhenTheLeaderIsKilledAndItComesBack() throws Exception {
    try (var cluster = TestingCluster.start(folder, 3)) {
      var first = cluster.leader();
      cluster.write(cluster.ids(), "before");
      cluster.kill(first.id());
      cluster.write(cluster.running(), "after");
      cluster.startVoter(first.id());
      cluster.write(cluster.ids(), "back");
      cluster.agree(cluster.ids(), List.of("before", "after", "back"));
    }
  }

  @Test
  void leaderThatClosesHandsOverWithoutWaitingForATimeout() throws Exception {
    try (var cluster = TestingCluster.start(folder, 3)) {
      var first = cluster.leader();
      var term = first.log().stats().term();
      cluster.stop(first.id());
      var next = cluster.leader();
      assertThat(next.log().stats().term()).isEqualTo(term + 1);
    }
  }

  @Test
  void minorityNeitherReadsNorWritesAndJoinsAgain() throws Exception {
    try (var cluster = TestingCluster.start(folder, 5)) {
      var old = cluster.leader();
      cluster.write(cluster.ids(), "before");
      var minority = List.of(old.id(), cluster.others(old.id()).getFirst());
      var majority = cluster.ids().stream().filter(id -> !minority.contains(id)).toList();
      cluster.network.partition(minority, majority);
      var lost = TestingCluster.submit(old.log(), "lost");
      assertThat(TestingCluster.refused(done -> old.log().readBarrier(ReadMode.CONFIRMED, done))
              .reason())
          .isEqualTo(Reason.NOT_LEADER);
      cluster.write(majority, "after");
      for (var mode : ReadMode.values()) {
        assertThat(TestingCluster.refused(done -> old.log().readBarrier(mode, done))
                .reason())
            .isEqualTo(Reason.NOT_LEADER);
      }
      assertThat(lost.failure().reason()).isEqualTo(Reason.FAILED);
      TestingCluster.until(() -> old.log().leader().isEmpty());
      cluster.network.heal();
      cluster.write(cluster.ids(), "healed");
      cluster.agree(cluster.ids(), List.of("before", "after", "healed"));
    }
  }

  @Test
  void serverThatHearsAndIsNotHeardDoesNotDisturbTheOthers() throws Exception {
    try (var cluster = TestingCluster.start(folder, 3)) {
      var leader = cluster.leader();
      var term = leader.log().stats().term();
      var mute = cluster.others(leader.id()).getFirst();
      cluster.ids().forEach(id -> cluster.network.cut(mute, id));
      var rest = cluster.ids().stream().filter(id -> !id.equals(mute)).toList();
      for (var i = 0; i < 20; i++) {
        cluster.write(rest, "c" + i);
      }
      assertThat(leader.log().stats().term()).isEqualTo(term);
      cluster.network.heal();
      cluster.agree(cluster.ids(), leader.machine().applied());
      assertThat(leader.log().leader()).contains(leader.id());
    }
  }

  @Test
  void leadershipIsHandedToWhomeverIsNamed() throws Exception {
    try (var cluster = TestingCluster.start(folder, 3)) {
      var first = cluster.leader();
      var heir = cluster.others(first.id()).getLast();
      var log = first.log();
      assertThat(TestingCluster.changed(done -> log.transfer(Optional.of(heir), done)))
          .isNotNegative();
      assertThat(cluster.leader().id()).isEqualTo(heir);
      assertThat(first.machine().events).contains("stopped", "follows " + heir);
      var second = cluster.get(heir).log();
      var done = TestingCluster.changed(barrier -> second.transfer(Optional.empty(), barrier));
      assertThat(done).isNotNegative();
      assertThat(cluster.leader().id()).isNotEqualTo(heir);
      assertThat(TestingCluster.refused(
                  barrier -> cluster.leader().log().transfer(Optional.of("nobody"), barrier))
              .reason())
          .isEqualTo(Reason.REFUSED);
    }
  }

  @Test
  void readsShowWhatWasAcknowledgedAfterLeadershipWasHandedOver() throws Exception {
    try (var cluster = TestingCluster.start(folder, 3)) {
      for (var round = 0; round < 5; round++) {
        cluster.write(cluster.ids(), "c" + round);
        var leader = cluster.leader();
        for (var mode : ReadMode.values()) {
          TestingCluster.changed(done -> leader.log().readBarrier(mode, done));
          assertThat(leader.machine().applied()).hasSize(round + 1);
        }
        TestingCluster.changed(done -> leader.log().transfer(Optional.empty(), done));
      }
    }
  }

  @Test
  void serverThatFollowsReadsWhatWasAcknowledgedByItsLeader() throws Exception {
    try (var cluster = TestingCluster.start(folder, 3)) {
      cluster.write(cluster.ids(), "a");
      var follower = cluster.get(cluster.others(cluster.leader().id()).getFirst());
      for (var mode : ReadMode.values()) {
        TestingCluster.changed(done -> follower.log().readBarrier(mode, done));
        assertThat(follower.machine().applied()).containsExactly("a");
      }
    }
  }

  @Test
  void allRestartWithWhatTheyHad() throws Exception {
    try (var cluster = TestingCluster.start(folder, 3)) {
      var commands = new ArrayList<String>();
      for (var i = 0; i < 50; i++) {
        cluster.write(cluster.ids(), "c" + i);
        commands.add("c" + i);
      }
      cluster.ids().forEach(cluster::kill);
      // What is asked for at the start counts only in an empty folder.
      cluster.ids().forEach(cluster::startJoining);
      cluster.write(cluster.ids(), "again");
      commands.add("again");
      cluster.agree(cluster.ids(), commands);
    }
  }
}
