package io.proconsul.core.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.command.KvCommand;
import io.proconsul.core.testing.InMemoryConsensus;
import io.proconsul.core.testing.ManualTimer;
import io.proconsul.core.testing.TestingState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KvReaperTest {
  private final TestingState state = new TestingState();
  private final ManualTimer timer = new ManualTimer();
  private final KvReaper reaper = new KvReaper(state.machine, new InMemoryConsensus(state), timer);

  private void delete(String key) {
    state.set(key, "x");
    state.apply(new KvCommand.Delete(key));
  }

  @Test
  void tombstonesGoAfterTheirTimeAndNotBefore() {
    reaper.start();
    delete("a");
    timer.pass(Duration.ofMinutes(10));
    delete("b");
    timer.pass(Duration.ofMinutes(5));
    assertThat(state.tables().kvTombstones().size()).isEqualTo(2);
    timer.pass(Duration.ofMinutes(2));
    assertThat(state.tables().kvTombstones().size()).isEqualTo(1);
    timer.pass(Duration.ofMinutes(10));
    assertThat(state.tables().kvTombstones().isEmpty()).isTrue();
  }

  @Test
  void nothingIsWrittenWhenThereIsNothingToReap() {
    reaper.start();
    timer.pass(Duration.ofHours(1));
    assertThat(state.index).isZero();
    assertThat(timer.pending()).isEqualTo(1);
  }

  @Test
  void lockDelaysThatAreOverGo() {
    state.node("n");
    state.session("s", "n", "release", Duration.ofSeconds(15));
    state.apply(new KvCommand.Acquire(TestingState.entry("k", "v").withLock(0, "s")));
    state.apply(new io.proconsul.core.command.SessionCommand.Destroy("s"));
    reaper.start();
    timer.pass(Duration.ofMinutes(1));
    assertThat(state.tables().lockDelays().size()).isEqualTo(1);
    state.nowMillis += 16_000;
    timer.pass(Duration.ofMinutes(1));
    assertThat(state.tables().lockDelays().isEmpty()).isTrue();
  }

  @Test
  void whoNoLongerLeadsReapsNothing() {
    reaper.start();
    delete("a");
    reaper.stop();
    timer.pass(Duration.ofHours(1));
    assertThat(state.tables().kvTombstones().size()).isEqualTo(1);
    assertThat(timer.pending()).isZero();
  }
}
