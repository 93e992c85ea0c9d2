package io.proconsul.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoTimeTest {
  @ParameterizedTest
  @CsvSource({
    "2026-01-02T03:04:05Z, 2026-01-02T03:04:05Z",
    "2026-01-02T03:04:05.120Z, 2026-01-02T03:04:05.12Z",
    "2026-01-02T03:04:05.000000009Z, 2026-01-02T03:04:05.000000009Z",
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
  })
  void hasAsManyDecimalsAsNeeded(String time, String text) {
    assertThat(GoTime.format(Instant.parse(time))).isEqualTo(text);
    assertThat(GoTime.parse(text)).isEqualTo(time);
  }

  @Test
  void readsOffsets() {
    assertThat(GoTime.parse("2026-01-02T05:04:05+02:00")).isEqualTo("2026-01-02T03:04:05Z");
  }

  @Test
  void nothingIsTheTimeThatNobodySet() {
    assertThat(GoTime.parse("")).isEqualTo(GoTime.ZERO);
  }

  @Test
  void refusesWhatIsNoTime() {
    assertThatThrownBy(() -> GoTime.parse("soon")).isInstanceOf(DecodeException.class);
  }
}
