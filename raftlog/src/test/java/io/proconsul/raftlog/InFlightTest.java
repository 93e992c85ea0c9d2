package io.proconsul.raftlog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class InFlightTest {
  @Test
  void countAndBytesAreBoundedAndGivenBack() {
    var inFlight = new InFlight(3, 10);
    assertThat(inFlight.enter(6)).isTrue();
    assertThat(inFlight.enter(5)).isFalse();
    assertThat(inFlight.enter(4)).isTrue();
    assertThat(inFlight.enter(0)).isTrue();
    assertThat(inFlight.enter(0)).isFalse();
    inFlight.leave(6);
    assertThat(inFlight.enter(6)).isTrue();
    assertThat(inFlight.count()).isEqualTo(3);
  }

  @Test
  void commandAboveTheByteBoundIsLetInAlone() {
    var inFlight = new InFlight(3, 10);
    assertThat(inFlight.enter(11)).isTrue();
    assertThat(inFlight.enter(1)).isFalse();
    inFlight.leave(11);
    assertThat(inFlight.enter(1)).isTrue();
    assertThat(inFlight.enter(11)).isFalse();
  }
}
