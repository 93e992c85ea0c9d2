package io.proconsul.agent.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.local.LocalCheck;
import io.proconsul.core.local.LocalSettings;
import io.proconsul.core.local.LocalState;
import io.proconsul.core.local.Source;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Timer;
import io.proconsul.model.CheckDefinition;
import io.proconsul.model.CheckKind;
import io.proconsul.model.CheckThresholds;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.Node;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CheckSchedulerTest {
  private static final Node NODE = new Node("", "n1", "", "dc1", Map.of(), Map.of(), 0, 0);
  private static final Duration TIMEOUT = Duration.ofSeconds(7);
  private static final Duration INTERVAL = Duration.ofSeconds(60);

  private final RecordingTimer timer = new RecordingTimer();
  private final LocalState state = new LocalState(
      new LocalSettings(NODE, true, false, LocalSettings.Checks.DEFAULT),
      (_, _) -> Cancellation.NONE,
      new Random(1),
      InstantSource.system());
  private final CheckScheduler scheduler = new CheckScheduler(state, timer, new Random(1));
  private final CompletableFuture<String> changed = new CompletableFuture<>();

  /** Keeps the runs of checks, not the timeouts of their probes, until a test lets them go. */
  private static final class RecordingTimer implements Timer {
    private record Due(Duration delay, Runnable task) {}

    final BlockingQueue<Due> runs = new LinkedBlockingQueue<>();

    @Override
    public Cancellation after(Duration delay, Runnable task) {
      if (delay.equals(TIMEOUT) || delay.equals(TIMEOUT.plusSeconds(1))) {
        return Cancellation.NONE;
      }
      Due due = new Due(delay, task);
      runs.add(due);
      return () -> runs.remove(due);
    }
  }

  @AfterEach
  void close() {
    scheduler.close();
  }

  @Test
  void theFirstRunComesSomewhereWithinTheInterval() throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      scheduler.start("c" + i, check(INTERVAL), 4096);
      assertThat(timer.runs.take().delay()).isBetween(Duration.ZERO, INTERVAL);
    }
  }

  @Test
  void aResultIsShownAndTheNextRunFollowsAnIntervalLater() throws Exception {
    register();
    scheduler.start("c", check(INTERVAL), 4096);
    timer.runs.take().task().run();
    changed.get();
    assertThat(Objects.requireNonNull(state.check("c")).check().output())
        .isEqualTo("dial tcp: address nowhere: missing port in address");
    assertThat(timer.runs.take().delay()).isEqualTo(INTERVAL);
  }

  @Test
  void noCheckRunsMoreOftenThanEverySecond() throws Exception {
    register();
    scheduler.start("c", check(Duration.ofMillis(1)), 4096);
    timer.runs.take().task().run();
    changed.get();
    assertThat(timer.runs.take().delay()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aStoppedCheckDoesNotRunAgain() {
    scheduler.start("c", check(INTERVAL), 4096);
    scheduler.stop("c");
    assertThat(timer.runs).isEmpty();
  }

  @Test
  void startingAgainReplacesTheCheck() {
    scheduler.start("c", check(INTERVAL), 4096);
    scheduler.start("c", check(INTERVAL), 4096);
    assertThat(timer.runs).hasSize(1);
  }

  private void register() {
    state.put(new LocalCheck(
        HealthCheck.of("n1", "c", "c", HealthCheck.PASSING), null, "", Source.REMOTE, 0, false));
    state.listen(changed::complete);
  }

  private static CheckDefinition check(Duration interval) {
    return new CheckDefinition(
        "c",
        "c",
        "",
        "",
        "",
        "",
        new CheckKind.Tcp("nowhere", false, new CheckKind.Tls("", false)),
        interval,
        TIMEOUT,
        Duration.ZERO,
        CheckThresholds.NONE,
        Duration.ZERO,
        0);
  }
}
