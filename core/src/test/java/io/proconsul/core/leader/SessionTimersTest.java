package io.proconsul.core.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.command.SessionCommand;
import io.proconsul.core.query.SessionQuery;
import io.proconsul.core.testing.InMemoryConsensus;
import io.proconsul.core.testing.ManualTimer;
import io.proconsul.core.testing.TestingState;
import io.proconsul.model.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionTimersTest {
  private final TestingState state = new TestingState();
  private final InMemoryConsensus consensus = new InMemoryConsensus(state);
  private final ManualTimer timer = new ManualTimer();
  private final SessionTimers timers = new SessionTimers(state.machine, consensus, timer);

  @BeforeEach
  void aNode() {
    state.node("n");
  }

  private void create(String id, String ttl) {
    state.apply(new SessionCommand.Create(
        new Session(id, "", "n", Duration.ZERO, "release", ttl, List.of(), null, 0, 0)));
  }

  private List<String> sessions() {
    return state.ask(new SessionQuery.All()).result().stream().map(Session::id).toList();
  }

  private Optional<Session> renew(String id) {
    List<Optional<Session>> answers = new ArrayList<>();
    timers.renew(id, new Outcome<>() {
      @Override
      public void done(Optional<Session> result) {
        answers.add(result);
      }

      @Override
      public void failed(ConsulException cause) {
        throw cause;
      }
    });
    return answers.get(0);
  }

  @Test
  void aSessionEndsAfterTwiceItsTtl() {
    timers.start();
    create("s", "10s");
    create("forever", "");
    timer.pass(Duration.ofMillis(19_999));
    assertThat(sessions()).containsExactly("forever", "s");
    timer.pass(Duration.ofMillis(1));
    assertThat(sessions()).containsExactly("forever");
  }

  @Test
  void renewingStartsAnew() {
    timers.start();
    create("s", "10s");
    timer.pass(Duration.ofSeconds(15));
    assertThat(renew("s")).isPresent();
    timer.pass(Duration.ofSeconds(15));
    assertThat(sessions()).containsExactly("s");
    timer.pass(Duration.ofSeconds(5));
    assertThat(sessions()).isEmpty();
    assertThat(renew("s")).isEmpty();
  }

  @Test
  void aNewLeaderGivesEverySessionAFreshStart() {
    create("s", "10s");
    timer.pass(Duration.ofMinutes(5));
    timers.start();
    timer.pass(Duration.ofSeconds(19));
    assertThat(sessions()).containsExactly("s");
    timer.pass(Duration.ofSeconds(1));
    assertThat(sessions()).isEmpty();
  }

  @Test
  void whoNoLongerLeadsEndsNothing() {
    timers.start();
    create("s", "10s");
    timers.stop();
    create("t", "10s");
    timer.pass(Duration.ofMinutes(1));
    assertThat(sessions()).containsExactly("s", "t");
    assertThat(timer.pending()).isZero();
  }

  @Test
  void aLogThatTakesNothingIsTriedAgain() {
    timers.start();
    create("s", "10s");
    consensus.leader = false;
    timer.pass(Duration.ofSeconds(25));
    assertThat(sessions()).containsExactly("s");
    consensus.leader = true;
    timer.pass(Duration.ofSeconds(2));
    assertThat(sessions()).isEmpty();
  }

  @Test
  void destroyedSessionsDoNotPileUp() {
    timers.start();
    for (int i = 0; i < 1_000; i++) {
      create("s" + i, "24h");
      state.apply(new SessionCommand.Destroy("s" + i));
    }
    assertThat(timer.pending()).isLessThan(100);
  }

  @Test
  void aRestoredStateIsTakenUp() {
    timers.start();
    create("old", "10s");
    TestingState other = new TestingState();
    other.node("n");
    other.apply(new SessionCommand.Create(
        new Session("new", "", "n", Duration.ZERO, "release", "30s", List.of(), null, 0, 0)));
    state.machine.restore(other.tables());
    timer.pass(Duration.ofSeconds(59));
    assertThat(sessions()).containsExactly("new");
    timer.pass(Duration.ofSeconds(1));
    assertThat(sessions()).isEmpty();
  }
}
