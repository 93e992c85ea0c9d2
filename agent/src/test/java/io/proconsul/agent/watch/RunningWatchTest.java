package io.proconsul.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.agent.check.Deadline;
import io.proconsul.agent.config.WatchConfig;
import io.proconsul.codec.Value;
import io.proconsul.core.api.Response;
import io.proconsul.core.run.Cancellation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Everything on one thread: tasks, timers and handlers run when the test says so. */
class RunningWatchTest {
  private record Asked(long index, Consumer<Response> done) {}

  private record Later(Duration delay, Runnable task) {}

  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final Deque<Runnable> tellings = new ArrayDeque<>();
  private final List<Later> timers = new ArrayList<>();
  private final Deque<Asked> asked = new ArrayDeque<>();
  private final List<String> told = new ArrayList<>();
  private int cancelled;

  private final RunningWatch watch = new RunningWatch(
      WatchDefinition.of(new WatchConfig(new Value.Obj(
          Map.of("type", Value.of("services"), "args", new Value.Arr(List.of(Value.of("x"))))))),
      new Telling(),
      new Watches.World(
          (question, executor, done) -> {
            asked.add(new Asked(question.index(), done));
            return () -> cancelled++;
          },
          (delay, task) -> {
            timers.add(new Later(delay, task));
            return Cancellation.NONE;
          },
          tasks::add,
          tellings::add));

  private final class Telling implements Teller {
    @Override
    public void tell(long index, byte[] json, Deadline deadline) {
      told.add(index + " " + new String(json, StandardCharsets.UTF_8));
    }

    @Override
    public Duration limit() {
      return Duration.ofMinutes(1);
    }
  }

  private static void drain(Deque<Runnable> queue) {
    while (!queue.isEmpty()) {
      queue.remove().run();
    }
  }

  private void answer(Response response) {
    asked.remove().done().accept(response);
    drain(tasks);
  }

  private static Response services(long index, String name) {
    byte[] json = ("{\"" + name + "\":[]}").getBytes(StandardCharsets.UTF_8);
    return Response.json(json).with("X-Consul-Index", Long.toString(index));
  }

  private void finishTelling() {
    drain(tellings);
    drain(tasks);
  }

  @Test
  void aHandlerIsToldAndOnlyThenIsAskedAgain() {
    watch.ask();
    answer(services(7, "a"));
    assertThat(asked).isEmpty();
    finishTelling();
    assertThat(told).containsExactly("7 {\"a\":[]}\n");
    assertThat(Objects.requireNonNull(asked.peek()).index()).isEqualTo(7);
  }

  @Test
  void aValueThatIsTheSameIsNotTold() {
    watch.ask();
    answer(services(7, "a"));
    finishTelling();
    answer(services(8, "a"));
    assertThat(tellings).isEmpty();
    assertThat(Objects.requireNonNull(asked.peek()).index()).isEqualTo(8);
  }

  @Test
  void aFailureIsAskedAgainAfterAWhile() {
    watch.ask();
    answer(Response.text(500, "No cluster leader"));
    assertThat(timers).extracting(Later::delay).containsExactly(Duration.ofSeconds(5));
    timers.get(0).task().run();
    drain(tasks);
    assertThat(asked).hasSize(1);
    assertThat(told).isEmpty();
  }

  @Test
  void anAnswerWithoutAnIndexIsAFailure() {
    watch.ask();
    answer(Response.json(new byte[] {'{', '}'}));
    assertThat(asked).isEmpty();
    assertThat(timers).hasSize(1);
  }

  @Test
  void aStoppedWatchNeitherWaitsNorTells() {
    watch.ask();
    watch.stop();
    assertThat(cancelled).isEqualTo(1);
    answer(services(7, "a"));
    assertThat(tellings).isEmpty();
    assertThat(watch.isOver()).isTrue();
  }

  @Test
  void aHandlerMayFinishAfterItsWatchWasStopped() {
    watch.ask();
    answer(services(7, "a"));
    watch.stop();
    assertThat(watch.isOver()).isFalse();
    assertThat(timers).extracting(Later::delay).contains(Duration.ofSeconds(30));
    finishTelling();
    assertThat(told).hasSize(1);
    assertThat(asked).isEmpty();
    assertThat(watch.isOver()).isTrue();
  }
}
