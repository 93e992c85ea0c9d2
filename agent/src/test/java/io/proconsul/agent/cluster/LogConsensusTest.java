package io.proconsul.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.command.Command;
import io.proconsul.core.command.KvCommand;
import io.proconsul.core.operation.Operation;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Consensus.Freshness;
import io.proconsul.core.run.StateMachine;
import io.proconsul.raftlog.LogException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where writes and reads of a server go. */
class LogConsensusTest {
  private final List<Runnable> timers = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final TestingLog log = new TestingLog();
  private Runnable electedHere = () -> {};
  private final LeaderGate gate = new LeaderGate(this::after, Duration.ofSeconds(7));
  private final LogConsensus consensus = new LogConsensus(
      gate,
      this::after,
      InstantSource.system(),
      new AddressBook(
          Servers.server(1, 0), Servers.roster(Servers.member(2, "dc1", 0)), new StateMachine()),
      new LeaderCalls() {
        @Override
        public <R> void submit(Command<R> command, Outcome<R> outcome, Runnable here) {
          told.add("to the leader");
          electedHere = here;
        }

        @Override
        public <R> void perform(Operation<R> operation, Outcome<R> outcome, Runnable here) {}
      });

  @BeforeEach
  void attach() {
    consensus.attach(log);
  }

  @Test
  void aLeaderAppends() {
    gate.open(Servers.id(1));
    write();
    assertThat(log.seen).containsExactly("submit");
    assertThat(told).containsExactly("true");
  }

  @Test
  void aFollowerSendsToTheLeader() {
    gate.open(Servers.id(2));
    write();
    assertThat(log.seen).isEmpty();
    assertThat(told).containsExactly("to the leader");
    assertThat(consensus.leaderAddress()).isEqualTo("10.0.0.2:2");
  }

  @Test
  void whatTheStateRefusesIsTold() {
    gate.open(Servers.id(1));
    log.result = new ConsulException.Refused("invalid session");
    write();
    assertThat(told).containsExactly("invalid session");
  }

  @Test
  void aWriteThatLostItsLeaderGoesToTheNext() {
    gate.open(Servers.id(1));
    log.failures.add(failure(LogException.Reason.NOT_LEADER));
    write();
    assertThat(told).isEmpty();
    gate.open(Servers.id(2));
    timers.removeFirst().run();
    assertThat(told).containsExactly("to the leader");
  }

  @Test
  void aWriteOnItsWayComesBackWhenThisServerIsElected() {
    gate.open(Servers.id(2));
    write();
    gate.open(Servers.id(1));
    electedHere.run();
    assertThat(log.seen).containsExactly("submit");
    assertThat(told).containsExactly("to the leader", "true");
  }

  @Test
  void whatMayHaveHappenedIsNotDoneAgain() {
    gate.open(Servers.id(1));
    log.failures.add(failure(LogException.Reason.FAILED));
    write();
    assertThat(timers).isEmpty();
    assertThat(told).containsExactly("FAILED");
  }

  @Test
  void readsOfALeaderHaveALeaseUnlessTheyMustBeConsistent() {
    gate.open(Servers.id(1));
    read(Freshness.DEFAULT);
    read(Freshness.CONSISTENT);
    assertThat(log.seen).containsExactly("LEASE", "CONFIRMED");
    assertThat(told).containsExactly("true", "true");
  }

  @Test
  void readsOfAFollowerAreConfirmed() {
    gate.open(Servers.id(2));
    read(Freshness.DEFAULT);
    assertThat(log.seen).containsExactly("CONFIRMED");
  }

  @Test
  void aReadIsTriedAgainWhenTheLeaderChanges() {
    gate.open(Servers.id(2));
    log.failures.add(failure(LogException.Reason.NOT_LEADER));
    read(Freshness.CONSISTENT);
    gate.close();
    timers.removeFirst().run();
    assertThat(told).isEmpty();
    gate.open(Servers.id(1));
    assertThat(told).containsExactly("true");
  }

  private Cancellation after(Duration delay, Runnable task) {
    timers.add(task);
    return () -> timers.remove(task);
  }

  private void write() {
    consensus.submit(new KvCommand.Delete("a"), outcome());
  }

  private void read(Freshness freshness) {
    consensus.confirm(freshness, outcome());
  }

  private Outcome<Boolean> outcome() {
    return new Outcome<>() {
      @Override
      public void done(Boolean result) {
        told.add(result.toString());
      }

      @Override
      public void failed(ConsulException cause) {
        told.add(String.valueOf(cause.getMessage()));
      }
    };
  }

  private static LogException failure(LogException.Reason reason) {
    return new LogException(reason, reason.name());
  }
}
