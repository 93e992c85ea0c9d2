package io.proconsul.core.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.command.AutopilotCommand;
import io.proconsul.core.query.AutopilotQuery;
import io.proconsul.core.testing.TestingState;
import io.proconsul.model.cluster.AutopilotConfiguration;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AutopilotWritesTest {
  private static final AutopilotQuery.Configuration ASK = new AutopilotQuery.Configuration();
  private static final AutopilotConfiguration OTHER = new AutopilotConfiguration(
      false, Duration.ofMillis(300), -1L, 3, Duration.ofSeconds(20), "zone", true, "v", 0, 0);

  private final TestingState state = new TestingState();

  @Test
  void defaultsHoldUntilOneIsWritten() {
    assertThat(state.ask(ASK).result()).isEqualTo(AutopilotConfiguration.DEFAULT);
    assertThat(state.ask(ASK).index()).isEqualTo(1);
    assertThat(AutopilotReads.configured(state.tables())).isEmpty();
  }

  @Test
  void whatIsSetIsThereWithItsIndexes() {
    state.set("k", "v");
    assertThat(state.apply(new AutopilotCommand.Set(OTHER))).isEqualTo(true);
    assertThat(state.ask(ASK).result()).isEqualTo(OTHER.withIndexes(2, 2));
    assertThat(state.ask(ASK).index()).isEqualTo(2);
  }

  @Test
  void settingTheSameMovesTheIndexAllTheSame() {
    state.apply(new AutopilotCommand.Set(OTHER));
    state.apply(new AutopilotCommand.Set(OTHER));
    assertThat(state.ask(ASK).result()).isEqualTo(OTHER.withIndexes(1, 2));
  }

  @Test
  void comparingWantsTheIndexOfTheLastChange() {
    assertThat(compareAndSet(7)).isEqualTo(false);
    state.apply(new AutopilotCommand.Set(OTHER));
    assertThat(compareAndSet(1)).isEqualTo(false);
    assertThat(compareAndSet(2)).isEqualTo(true);
    assertThat(compareAndSet(2)).isEqualTo(false);
    assertThat(state.ask(ASK).result()).isEqualTo(AutopilotConfiguration.DEFAULT.withIndexes(2, 4));
  }

  @Test
  void comparingWithZeroWantsNone() {
    assertThat(compareAndSet(0)).isEqualTo(true);
    assertThat(compareAndSet(0)).isEqualTo(false);
  }

  @Test
  void aChangeWakesWhoWaits() {
    assertThat(state.wakes(ASK, () -> state.apply(new AutopilotCommand.Set(OTHER))))
        .isTrue();
    assertThat(state.wakes(ASK, () -> compareAndSet(77))).isFalse();
  }

  private Object compareAndSet(long index) {
    return state.apply(new AutopilotCommand.CompareAndSet(AutopilotConfiguration.DEFAULT, index));
  }
}
