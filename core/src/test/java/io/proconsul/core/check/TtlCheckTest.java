package io.proconsul.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.run.ManualTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TtlCheckTest {
  private final ManualTimer timer = new ManualTimer();
  private final List<CheckResult> results = new ArrayList<>();
  private final TtlCheck check = new TtlCheck(Duration.ofSeconds(10), 5, timer, results::add);

  @BeforeEach
  void start() {
    check.start();
  }

  @Test
  void silenceMakesItCritical() {
    timer.advance(Duration.ofSeconds(9));
    assertThat(results).isEmpty();
    timer.advance(Duration.ofSeconds(1));
    assertThat(results).containsExactly(CheckResult.critical("TTL expired"));
  }

  @Test
  void eachReportStartsTheTimeAnew() {
    timer.advance(Duration.ofSeconds(9));
    check.report(CheckResult.passing(""));
    timer.advance(Duration.ofSeconds(9));
    assertThat(results).containsExactly(CheckResult.passing(""));
  }

  @Test
  void theLastOutputIsRemembered() {
    check.report(CheckResult.passing("alive"));
    timer.advance(Duration.ofSeconds(10));
    assertThat(results)
        .contains(CheckResult.critical("TTL expired (last output before timeout follows): alive"));
  }

  @Test
  void longOutputIsCut() {
    assertThat(check.report(CheckResult.warning("123456")))
        .isEqualTo(CheckResult.warning("12345 ... (captured 5 of 6 bytes)"));
  }

  @Test
  void aStoppedCheckStaysSilent() {
    check.stop();
    timer.advance(Duration.ofMinutes(1));
    assertThat(results).isEmpty();
    assertThat(timer.waiting()).isZero();
  }
}
