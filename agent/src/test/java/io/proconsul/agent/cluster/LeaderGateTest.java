package io.proconsul.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.run.Cancellation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaderGateTest {
  private final List<Runnable> timers = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private final LeaderGate gate = new LeaderGate(
      (_, task) -> {
        timers.add(task);
        return (Cancellation) () -> timers.remove(task);
      },
      Duration.ofSeconds(7));

  @Test
  void requestsWaitForALeaderAndGoOnInOrder() {
    ask("a");
    ask("b");
    assertThat(events).isEmpty();
    gate.open("s1");
    ask("c");
    assertThat(events).containsExactly("a", "b", "c");
    assertThat(timers).isEmpty();
  }

  @Test
  void whoWaitedTooLongIsToldThatThereIsNoLeader() {
    ask("a");
    timers.remove(0).run();
    assertThat(events).containsExactly("No cluster leader");
    gate.open("s1");
    assertThat(events).hasSize(1);
  }

  @Test
  void aClosedGateHoldsAgain() {
    gate.open("s1");
    gate.close();
    ask("a");
    assertThat(gate.isOpen()).isFalse();
    assertThat(events).isEmpty();
  }

  @Test
  void whileTheLogCannotBeWrittenAllAreToldWhyAtOnce() {
    ask("held");
    gate.block("the disk is full");
    ask("now");
    assertThat(events)
        .containsExactly(
            "the disk is full: No cluster leader", "the disk is full: No cluster leader");
    assertThat(timers).isEmpty();
    gate.close();
    ask("still");
    assertThat(events).hasSize(3);
    gate.unblock();
    ask("waits");
    assertThat(events).hasSize(3);
    gate.open("s1");
    assertThat(events).endsWith("waits");
  }

  @Test
  void aLeaderThatIsFoundEndsTheObstacle() {
    gate.block("the disk is full");
    gate.open("s1");
    gate.close();
    ask("waits");
    assertThat(events).isEmpty();
  }

  @Test
  void theNumberOfThoseWhoWaitIsBounded() {
    for (int i = 0; i < 8_192; i++) {
      ask("held");
    }
    ask("one too many");
    assertThat(events).containsExactly("No cluster leader");
  }

  private void ask(String name) {
    gate.whenOpen(
        () -> events.add(name), (ConsulException refusal) -> events.add(refusal.getMessage()));
  }
}
