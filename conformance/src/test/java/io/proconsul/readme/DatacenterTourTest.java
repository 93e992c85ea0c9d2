package io.proconsul.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The story of {@code examples/datacenter}, as a user starts it. */
class DatacenterTourTest {
  @Test
  void theDatacenterSurvivesItsLeader() throws Exception {
    Shell.Result tour =
        Shell.run(Map.of("DATACENTER_NET", "127.0.7"), "examples/datacenter/tour.sh");

    assertThat(tour.output())
        .as("what the tour printed")
        .containsSubsequence(
            "true", "127.0.0.9", "127.0.0.9", "127.0.0.9", "blue", "the one that is gone: critical")
        .filteredOn("a live member: yes"::equals)
        .hasSize(3);
    assertThat(tour.status()).isZero();
  }
}
