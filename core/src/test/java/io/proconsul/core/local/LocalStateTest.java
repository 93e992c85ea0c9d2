package io.proconsul.core.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.model.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalStateTest {
  private final TestingLocal local = new TestingLocal();
  private final LocalState state = local.state;

  @BeforeEach
  void registerAndSync() {
    local.service(
        "{\"Name\":\"w\",\"Check\":{\"CheckID\":\"c\",\"TTL\":\"24h\",\"Status\":\"passing\"}}");
    sync();
  }

  @Test
  void aNewStateIsDueAtOnce() {
    state.update("c", Status.WARNING, "");
    assertThat(unsyncedChecks()).containsExactly("c");
  }

  @Test
  void newOutputAloneIsDueBetweenHalfAndOneAndAHalfIntervals() {
    state.update("c", Status.PASSING, "new");
    assertThat(unsyncedChecks()).isEmpty();
    assertThat(local.shown("c")).isEqualTo("passing: new");
    assertThat(state.deferredChecks()).containsExactly("c");
    local.timer.advance(Duration.ofSeconds(149));
    assertThat(unsyncedChecks()).isEmpty();
    local.timer.advance(Duration.ofSeconds(302));
    assertThat(unsyncedChecks()).containsExactly("c");
    assertThat(state.deferredChecks()).isEmpty();
  }

  @Test
  void moreOutputDoesNotPutTheDeferralOff() {
    for (int i = 0; i < 8; i++) {
      state.update("c", Status.PASSING, "new " + i);
      local.timer.advance(Duration.ofMinutes(1));
    }
    assertThat(unsyncedChecks()).containsExactly("c");
  }

  @Test
  void aNewStateEndsTheDeferral() {
    state.update("c", Status.PASSING, "new");
    state.update("c", Status.CRITICAL, "new");
    sync();
    local.timer.advance(Duration.ofMinutes(10));
    assertThat(unsyncedChecks()).isEmpty();
  }

  @Test
  void whatChangedWhileItWasWrittenIsWrittenAgain() {
    state.update("c", Status.WARNING, "");
    LocalState.Unsynced seen = state.unsynced();
    state.update("c", Status.CRITICAL, "");
    seen.checks().forEach(state::synced);
    assertThat(unsyncedChecks()).containsExactly("c");
  }

  @Test
  void whatIsGoneIsRememberedUntilTheCatalogKnows() {
    state.removeService("w");
    assertThat(state.services()).isEmpty();
    assertThat(state.unsynced().services()).extracting(LocalService::gone).containsExactly(true);
    assertThat(state.unsynced().checks()).extracting(LocalCheck::gone).containsExactly(true);
    sync();
    assertThat(state.snapshot().services()).isEmpty();
    assertThat(state.snapshot().checks()).isEmpty();
  }

  @Test
  void theClockOfACriticalCheckStartsWithItsFirstUpdate() {
    local.check("{\"Name\":\"n\",\"TTL\":\"24h\"}");
    assertThat(criticalSince("n")).isZero();
    state.update("n", Status.CRITICAL, "");
    long since = criticalSince("n");
    assertThat(since).isPositive();
    local.timer.advance(Duration.ofSeconds(5));
    state.update("n", Status.CRITICAL, "again");
    assertThat(criticalSince("n")).isEqualTo(since);
    state.update("n", Status.PASSING, "");
    assertThat(criticalSince("n")).isZero();
  }

  @Test
  void listenersHearWhichServiceChanged() {
    List<String> heard = new ArrayList<>();
    state.listen(heard::add);
    state.update("c", Status.WARNING, "");
    state.update("c", Status.WARNING, "");
    local.check("{\"Name\":\"n\",\"TTL\":\"1h\"}");
    assertThat(heard).containsExactly("w", "");
  }

  @Test
  void discardedOutputIsNowhere() {
    TestingLocal silent = new TestingLocal(
        new LocalSettings.Checks(false, false, true, Duration.ofMinutes(5), 4096),
        new InMemoryStore());
    silent.check("{\"Name\":\"n\",\"TTL\":\"1h\"}");
    silent.state.update("n", Status.PASSING, "text");
    assertThat(silent.shown("n")).isEqualTo("passing: ");
  }

  private void sync() {
    LocalState.Unsynced due = state.unsynced();
    due.services().forEach(state::synced);
    due.checks().forEach(state::synced);
  }

  private List<String> unsyncedChecks() {
    return state.unsynced().checks().stream().map(LocalCheck::id).toList();
  }

  private long criticalSince(String id) {
    return Objects.requireNonNull(state.check(id)).criticalSince();
  }
}
