package io.proconsul.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.proconsul.chaos.site.FakeClock;
import io.proconsul.chaos.site.NamespaceSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What clients are told is true, whatever happens to the servers. {@code -Dchaos.seed} chooses
 * other faults, {@code -Dconformance.bin} another executable; {@code bench/chaos} does longer runs.
 */
class ChaosTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final long SEED = Long.getLong("chaos.seed", 1);
  private static final String FOR_ONE = "kill-all-servers,freeze-leader,full-disk,new-addresses";

  private static final String CLOCKS =
      "set-clock-of-leader,set-clock-of-follower,set-clock-of-all-agents";

  /**
   * Without new addresses, which client agents believe only half a minute after they have lost the
   * servers, as Consul's do: {@code bench/chaos} has the time to wait for that.
   */
  private static final String FOR_THREE =
      "kill-leader,kill-all-agents,freeze-leader,isolate-leader,split-minority,ring,"
          + "leader-is-not-heard,lose-packets,full-disk-of-leader,full-disk-of-follower,leader-leaves,add-and-remove-server";

  @BeforeAll
  static void needsTheProgramAndRoot() {
    boolean built = Files.exists(ROOT.resolve("cli/target/dist/built"));
    assumeTrue(built || !System.getProperty("conformance.bin", "").isEmpty(), "run mvn verify");
    String missing = NamespaceSite.missing();
    if (System.getenv("CI") != null) {
      assertThat(missing)
          .as("CI proves the datacenter, and .ci/run installs what that needs")
          .isEmpty();
    }
    assumeTrue(missing.isEmpty(), missing);
  }

  @Test
  void aSingleServerKeepsItsWord() throws Exception {
    assertKept(1, 0, FOR_ONE, Duration.ofSeconds(25));
  }

  @Test
  void aDatacenterKeepsItsWord() throws Exception {
    assertKept(3, 1, FOR_THREE, Duration.ofSeconds(80));
  }

  @Test
  void aDatacenterDoesNotGoByTheTimeOfDay() throws Exception {
    assumeTrue(System.getenv("CI") != null || FakeClock.find().isPresent(), "needs libfaketime");
    assertKept(3, 1, CLOCKS, Duration.ofSeconds(20));
  }

  private static void assertKept(int servers, int clients, String faults, Duration length)
      throws Exception {
    String bin =
        System.getProperty("conformance.bin", ROOT.resolve("bin/consul").toString());
    Plan plan = new Plan(
        Path.of(bin).toAbsolutePath(), SEED, length, servers, clients, faults, true, false, true);
    ChaosRun.Result result = ChaosRun.run(plan);
    System.out.println(result.report());
    assertThat(result.failures()).as(result.report()).isEmpty();
  }
}
