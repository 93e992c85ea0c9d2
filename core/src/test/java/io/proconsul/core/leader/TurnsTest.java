package io.proconsul.core.leader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Deque<Turns.Step> queue = new ArrayDeque<>();
  private final Turns turns = new Turns(queue::poll);
  private final List<String> log = new ArrayList<>();
  private final Deque<Runnable> open = new ArrayDeque<>();

  @Test
  void theNextBeginsWhenTheLastIsOver() {
    queue.add(later("a"));
    queue.add(later("b"));
    turns.wake();
    assertThat(log).containsExactly("a");
    turns.wake();
    assertThat(log).containsExactly("a");
    open.remove().run();
    assertThat(log).containsExactly("a", "b");
  }

  @Test
  void manyStepsThatEndAtOnceDoNotPileUpOnTheStack() {
    for (int i = 0; i < 100_000; i++) {
      queue.add(Runnable::run);
    }
    turns.wake();
    assertThat(queue).isEmpty();
  }

  @Test
  void whatAStepAddsIsTakenUp() {
    queue.add(done -> {
      queue.add(later("added"));
      turns.wake();
      done.run();
    });
    turns.wake();
    assertThat(log).containsExactly("added");
  }

  @Test
  void endingTwiceCountsOnce() {
    queue.add(later("a"));
    turns.wake();
    Runnable end = open.remove();
    end.run();
    queue.add(later("b"));
    queue.add(later("c"));
    turns.wake();
    end.run();
    assertThat(log).containsExactly("a", "b");
  }

  @Test
  void itCanBeWokenAfterARest() {
    turns.wake();
    queue.add(later("a"));
    turns.wake();
    assertThat(log).containsExactly("a");
  }

  private Turns.Step later(String name) {
    return done -> {
      log.add(name);
      open.add(done);
    };
  }
}
