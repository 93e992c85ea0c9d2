package io.proconsul.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WatchProgressTest {
  private static final byte[] A = {'a'};
  private static final byte[] B = {'b'};

  private final WatchProgress progress = new WatchProgress(true);

  @Test
  void theFirstValueIsNewsAndAnotherIndexAloneIsNot() {
    assertThat(progress.advance(5, A)).isTrue();
    assertThat(progress.advance(6, A.clone())).isFalse();
    assertThat(progress.advance(7, B)).isTrue();
    assertThat(progress.index()).isEqualTo(7);
  }

  @Test
  void theSameIndexIsNoNews() {
    progress.advance(5, A);
    assertThat(progress.advance(5, B)).isFalse();
  }

  @Test
  void anIndexThatGoesBackStartsOver() {
    progress.advance(5, A);
    progress.advance(3, B);
    assertThat(progress.index()).isZero();
    assertThat(progress.advance(3, B)).as("it was told already").isFalse();
    assertThat(progress.index()).isEqualTo(3);
  }

  @Test
  void anIndexThatOnlyDiffersNeverGoesBack() {
    WatchProgress events = new WatchProgress(false);
    events.advance(5, A);
    assertThat(events.advance(3, B)).isTrue();
    assertThat(events.index()).isEqualTo(3);
  }

  @Test
  void failuresWaitLongerUntilOneAnswers() {
    assertThat(progress.failed()).isEqualTo(Duration.ofSeconds(5));
    assertThat(progress.failed()).isEqualTo(Duration.ofSeconds(20));
    for (int i = 0; i < 1_000; i++) {
      progress.failed();
    }
    assertThat(progress.failed()).isEqualTo(Duration.ofMinutes(3));
    progress.advance(1, A);
    assertThat(progress.failed()).isEqualTo(Duration.ofSeconds(5));
  }
}
