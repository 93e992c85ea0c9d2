package io.proconsul.gossip.swim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuspicionTest {
  private static final long MILLI = 1_000_000;

  @ParameterizedTest
  @CsvSource({"1,4000", "10,4000", "50,6792", "100,8000", "1000,12000", "10000,16000"})
  void theShortestTimeGrowsWithThePool(int members, long millis) {
    assertThat(Suspicion.shortestNanos(4, members, Duration.ofSeconds(1)) / MILLI)
        .isEqualTo(millis);
  }

  @Test
  void eachOtherAccuserShortensTheTime() {
    Suspicion suspicion = new Suspicion(1000 * MILLI, Tuning.LAN, 1000, "a");
    assertThat(suspicion.deadline() / MILLI).isEqualTo(1000 + 72_000);
    assertThat(suspicion.confirm("a")).isFalse();
    assertThat(suspicion.confirm("b")).isTrue();
    assertThat(suspicion.deadline() / MILLI).isEqualTo(1000 + 34_144);
    assertThat(suspicion.confirm("b")).isFalse();
    assertThat(suspicion.confirm("c")).isTrue();
    assertThat(suspicion.deadline() / MILLI).isEqualTo(1000 + 12_000);
    assertThat(suspicion.confirm("d")).isFalse();
    assertThat(suspicion.confirmations()).isEqualTo(2);
  }

  @Test
  void withTooFewToConfirmTheShortestTimeHolds() {
    Suspicion suspicion = new Suspicion(0, Tuning.LAN, 3, "a");
    assertThat(suspicion.deadline() / MILLI).isEqualTo(4000);
    assertThat(suspicion.confirm("b")).isFalse();
  }

  @Test
  void healthStaysWithinItsBounds() {
    Awareness awareness = new Awareness(8);
    awareness.apply(-3);
    assertThat(awareness.score()).isZero();
    awareness.apply(100);
    assertThat(awareness.score()).isEqualTo(7);
    assertThat(awareness.scaledNanos(Duration.ofSeconds(1)) / MILLI).isEqualTo(8000);
  }
}
