package io.proconsul.core.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.check.CheckResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CriticalReaperTest {
  private final TestingLocal local = new TestingLocal();
  private final List<String> reaped = new ArrayList<>();
  private final CriticalReaper reaper = new CriticalReaper(
      local.registry, local.timer, local.timer, (service, check) -> reaped.add(service));

  @Test
  void aLongCriticalServiceIsRemovedAfterAMinuteAtLeast() {
    register("gone", "critical");
    register("never-updated", "critical");
    register("stay", "passing");
    local.registry.report("service:gone", CheckResult.critical(""));
    reaper.start();
    local.timer.advance(Duration.ofSeconds(60));
    assertThat(reaped).isEmpty();
    local.timer.advance(Duration.ofSeconds(30));
    assertThat(reaped).containsExactly("gone");
    local.timer.advance(Duration.ofMinutes(10));
    assertThat(local.state.services()).containsOnlyKeys("never-updated", "stay");
  }

  @Test
  void recoveryInTimeSavesIt() {
    register("w", "passing");
    local.registry.report("service:w", CheckResult.critical(""));
    reaper.start();
    local.timer.advance(Duration.ofSeconds(50));
    local.registry.report("service:w", CheckResult.passing(""));
    local.timer.advance(Duration.ofMinutes(10));
    assertThat(reaped).isEmpty();
  }

  @Test
  void aStoppedReaperLeavesNothingBehind() {
    reaper.start();
    reaper.stop();
    assertThat(local.timer.waiting()).isZero();
  }

  private void register(String name, String status) {
    local.service("{\"Name\":\"" + name + "\",\"Check\":{\"TTL\":\"24h\",\"Status\":\"" + status
        + "\",\"DeregisterCriticalServiceAfter\":\"1s\"}}");
  }
}
