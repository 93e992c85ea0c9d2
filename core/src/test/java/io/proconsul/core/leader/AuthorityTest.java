package io.proconsul.core.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.connect.RootMaker;
import io.proconsul.core.connect.RootRules;
import io.proconsul.core.query.ConnectQuery;
import io.proconsul.core.testing.InMemoryConsensus;
import io.proconsul.core.testing.ManualTimer;
import io.proconsul.core.testing.QuietNotes;
import io.proconsul.core.testing.TestingAuthority;
import io.proconsul.core.testing.TestingState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class AuthorityTest {
  private final TestingState state = new TestingState();
  private final InMemoryConsensus consensus = new InMemoryConsensus(state);
  private final ManualTimer timer = new ManualTimer();
  private final QuietNotes notes = new QuietNotes();
  private final TestingAuthority maker = new TestingAuthority();
  private final LeaderPorts ports = new LeaderPorts(
      state.machine, consensus, timer, InstantSource.fixed(java.time.Instant.EPOCH), notes);

  private Authority authority(RootMaker with, Executor executor) {
    return new Authority(
        new Authority.Setup(TestingAuthority.CONFIGURATION, with, consensus::submit, executor),
        ports);
  }

  private Authority authority() {
    return authority(maker, Runnable::run);
  }

  private String active() {
    return state.ask(new ConnectQuery.Roots()).result().activeRootId();
  }

  @Test
  void theFirstLeaderMakesIt() {
    authority().start();
    assertThat(active()).isEqualTo("r1");
    assertThat(notes.infos)
        .containsExactly("initialized primary datacenter CA with provider: provider=consul");
  }

  @Test
  void thoseAfterItLeaveItAlone() {
    Authority first = authority();
    first.start();
    first.stop();
    first.start();
    authority().start();
    assertThat(active()).isEqualTo("r1");
    assertThat(maker.made).isEqualTo(1);
    assertThat(state.index).isEqualTo(1);
  }

  @Test
  void ofTwoThatMadeOneTheFirstInTheLogCounts() {
    Deque<Runnable> later = new ArrayDeque<>();
    Authority slow = authority(maker, later::add);
    slow.start();
    authority().start();
    later.remove().run();
    assertThat(maker.made).isEqualTo(2);
    assertThat(active()).isEqualTo("r1");
  }

  @Test
  void eachHasASerialNumberOfItsOwn() {
    List<Long> numbers = new ArrayList<>();
    RootMaker counting = (cluster, number, rules) -> {
      numbers.add(number);
      return maker.make(cluster, number, rules);
    };
    state.set("a", "b");
    authority(counting, Runnable::run).start();
    assertThat(numbers).containsExactly(2L);
  }

  @Test
  void aFailureIsToldAndTriedAgain() {
    consensus.leader = false;
    authority().start();
    assertThat(notes.errors)
        .containsExactly("failed to initialize CA, trying again: error=No cluster leader");
    consensus.leader = true;
    timer.pass(Authority.RETRY);
    assertThat(active()).isEqualTo("r2");
    timer.pass(Duration.ofHours(1));
    assertThat(maker.made).isEqualTo(2);
  }

  @Test
  void soIsARootThatCannotBeMade() {
    RootMaker broken = new RootMaker() {
      @Override
      public Made make(String clusterId, long serialNumber, RootRules rules) {
        throw new ConsulException.Refused("no dice");
      }
    };
    authority(broken, Runnable::run).start();
    timer.pass(Authority.RETRY);
    assertThat(notes.errors).hasSize(2);
    assertThat(state.index).isZero();
  }

  @Test
  void whoNoLongerLeadsWritesNothing() {
    Deque<Runnable> later = new ArrayDeque<>();
    Authority authority = authority(maker, later::add);
    authority.start();
    authority.stop();
    later.remove().run();
    assertThat(state.index).isZero();

    consensus.leader = false;
    authority.start();
    later.remove().run();
    authority.stop();
    consensus.leader = true;
    timer.pass(Duration.ofHours(1));
    assertThat(later).isEmpty();
  }
}
