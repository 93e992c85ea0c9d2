package io.proconsul.core.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.command.Command;
import io.proconsul.core.command.KvCommand;
import io.proconsul.core.command.SessionCommand;
import io.proconsul.core.query.SessionQuery;
import io.proconsul.core.run.ManualTimer;
import io.proconsul.core.snapshot.SnapshotCodec;
import io.proconsul.core.testing.Heard;
import io.proconsul.core.testing.InMemoryConsensus;
import io.proconsul.core.testing.TardyTimer;
import io.proconsul.core.testing.TestingState;
import io.proconsul.model.Session;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the next leader makes of the sessions and deletions that it only heard of so far. */
class FailOverTest {
  private final TestingState leader = new TestingState();
  private final TestingState follower = new TestingState();
  private final ManualTimer timer = new ManualTimer();
  private final InMemoryConsensus consensus = new InMemoryConsensus(follower);
  private final SessionTimers sessions = new SessionTimers(follower.machine, consensus, timer);
  private final KvReaper reaper = new KvReaper(follower.machine, consensus, timer);

  @BeforeEach
  void aNode() {
    leader.node("n");
    follower.node("n");
  }

  private void replicate(Command<?> command) {
    leader.apply(command);
    follower.apply(command);
  }

  private static SessionCommand.Create session(String id, String ttl) {
    return new SessionCommand.Create(
        new Session(id, "", "n", Duration.ZERO, "release", ttl, List.of(), null, 0, 0));
  }

  private List<String> alive() {
    return follower.ask(new SessionQuery.All()).result().stream()
        .map(Session::id)
        .toList();
  }

  private void takeSnapshot() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SnapshotCodec.write(leader.tables(), out);
    follower.machine.restore(SnapshotCodec.read(new ByteArrayInputStream(out.toByteArray())));
  }

  @Test
  void sessionsThatWereReplicatedHaveAFullTimeUnderTheNextLeader() {
    replicate(session("a", "10s"));
    replicate(session("gone", "10s"));
    replicate(new SessionCommand.Destroy("gone"));
    timer.advance(Duration.ofHours(1));
    sessions.start();
    timer.advance(Duration.ofMillis(19_999));
    assertThat(alive()).containsExactly("a");
    timer.advance(Duration.ofMillis(1));
    assertThat(alive()).isEmpty();
    assertThat(timer.waiting()).isZero();
  }

  @Test
  void sessionsThatCameInASnapshotHaveItToo() throws IOException {
    leader.apply(session("a", "10s"));
    leader.apply(session("b", ""));
    takeSnapshot();
    sessions.start();
    timer.advance(Duration.ofSeconds(20));
    assertThat(alive()).containsExactly("b");
  }

  @Test
  void whoLedFollowedAndLeadsAgainStartsAnew() {
    sessions.start();
    replicate(session("a", "10s"));
    timer.advance(Duration.ofSeconds(15));
    sessions.stop();
    replicate(session("b", "10s"));
    sessions.start();
    timer.advance(Duration.ofSeconds(19));
    assertThat(alive()).containsExactly("a", "b");
    timer.advance(Duration.ofSeconds(1));
    assertThat(alive()).isEmpty();
  }

  @Test
  void aDeadlineThatCouldNotBeStoppedInTimeEndsNothing() {
    TardyTimer tardy = new TardyTimer();
    SessionTimers late = new SessionTimers(follower.machine, consensus, tardy);
    late.start();
    replicate(session("a", "10s"));
    tardy.advance(Duration.ofSeconds(15));
    late.renew("a", new Heard<Optional<Session>>());
    tardy.advance(Duration.ofSeconds(5));
    assertThat(alive()).containsExactly("a");
    late.stop();
    late.start();
    tardy.advance(Duration.ofSeconds(15));
    assertThat(alive()).containsExactly("a");
    tardy.advance(Duration.ofSeconds(5));
    assertThat(alive()).isEmpty();
  }

  @Test
  void deletionsThatWereReplicatedAreForgottenAQuarterOfAnHourAfterTheNextLeaderBegan() {
    follower.set("k", "v");
    follower.apply(new KvCommand.Delete("k"));
    timer.advance(Duration.ofHours(1));
    reaper.start();
    timer.advance(KvReaper.TOMBSTONE_AGE.minusMillis(1));
    assertThat(follower.tables().kvTombstones().isEmpty()).isFalse();
    timer.advance(KvReaper.INTERVAL);
    assertThat(follower.tables().kvTombstones().isEmpty()).isTrue();
  }

  @Test
  void aRoundThatCouldNotBeStoppedInTimeDoesNotMakeTwo() {
    TardyTimer tardy = new TardyTimer();
    KvReaper late = new KvReaper(follower.machine, consensus, tardy);
    late.start();
    tardy.advance(Duration.ofSeconds(59));
    late.stop();
    late.start();
    follower.set("k", "v");
    follower.apply(new KvCommand.Delete("k"));
    tardy.advance(KvReaper.TOMBSTONE_AGE);
    assertThat(follower.tables().kvTombstones().isEmpty()).isFalse();
    tardy.advance(Duration.ofMinutes(2));
    assertThat(follower.tables().kvTombstones().isEmpty()).isTrue();
  }
}
