package io.proconsul.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoDurationTest {
  // Expectations are what Go's time.ParseDuration and Duration.String say.
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0s",
    "+0, 0, 0s",
    "1ns, 1, 1ns",
    "1us, 1000, 1µs",
    "1.5µs, 1500, 1.5µs",
    "1.5μs, 1500, 1.5µs",
    "10.5ms, 10500000, 10.5ms",
    "1.s, 1000000000, 1s",
    ".5s, 500000000, 500ms",
    "-1.5h, -5400000000000, -1h30m0s",
    "1m0.5s, 60500000000, 1m0.5s",
    "1h1h, 7200000000000, 2h0m0s",
    "39h9m14.425s, 140954425000000, 39h9m14.425s",
    "0.0000000001s, 0, 0s",
    "0.9999999999999999999999s, 1000000000, 1s",
    "9223372036854775807ns, 9223372036854775807, 2562047h47m16.854775807s",
    "-9223372036854775808ns, -9223372036854775808, -2562047h47m16.854775808s",
  })
  void durationsAreReadAndWrittenAsInGo(String text, long nanos, String written) {
    Duration duration = GoDuration.parse(text);
    assertThat(duration).isEqualTo(Duration.ofNanos(nanos));
    assertThat(GoDuration.format(duration)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``    | invalid duration \"\"",
        "-     | invalid duration \"-\"",
        ".s    | invalid duration \".s\"",
        "s     | invalid duration \"s\"",
        "--1s  | invalid duration \"--1s\"",
        "9223372036854775808ns | invalid duration \"9223372036854775808ns\"",
        "99999999999999999999h | invalid duration \"99999999999999999999h\"",
        "1     | missing unit in duration \"1\"",
        "1..5s | missing unit in duration \"1..5s\"",
        "1d    | unknown unit \"d\" in duration \"1d\"",
        "`1s ` | unknown unit \"s \" in duration \"1s \"",
        "1\"s  | unknown unit \"\\\"s\" in duration \"1\\\"s\"",
        "1é    | unknown unit \"\\xc3\\xa9\" in duration \"1\\xc3\\xa9\"",
        "`1\n` | unknown unit \"\\x0a\" in duration \"1\\x0a\"",
      })
  void whatIsNoDurationHasTheErrorOfGo(String text, String error) {
    assertThatThrownBy(() -> GoDuration.parse(text))
        .isInstanceOf(DecodeException.class)
        .hasMessage("time: " + error);
  }
}
