package io.proconsul.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.proconsul.process.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Types the README's tour into a shell, word for word but for the ports. */
class ReadmeTest {
  private static final Duration CATALOG_SYNC = Duration.ofMinutes(2);

  private static Readme readme;
  private static Process agent;
  private static int http;
  private static int dns;

  @BeforeAll
  static void startAgent() throws Exception {
    assumeTrue(Files.exists(Shell.ROOT.resolve("cli/target/dist/built")), "run mvn verify");
    readme = Readme.of(Shell.ROOT.resolve("README.md"));
    List<Integer> ports = FreePorts.take(5);
    http = ports.get(0);
    dns = ports.get(1);
    agent = new ProcessBuilder(
            Shell.ROOT.resolve("bin/consul").toString(),
            "agent",
            "-dev",
            "-http-port",
            Integer.toString(http),
            "-dns-port",
            Integer.toString(dns),
            "-server-port",
            Integer.toString(ports.get(2)),
            "-serf-lan-port",
            Integer.toString(ports.get(3)),
            "-serf-wan-port",
            Integer.toString(ports.get(4)))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() -> assertThat(
                Shell.run(Map.of(), command("curl -s http://127.0.0.1:8500/v1/status/leader"))
                    .output())
            .isNotEmpty()
            .first()
            .asString()
            .contains(":"));
  }

  @AfterAll
  static void stopAgent() throws InterruptedException {
    if (agent != null) {
      agent.destroy();
      if (!agent.waitFor(30, TimeUnit.SECONDS)) {
        agent.destroyForcibly();
      }
    }
  }

  @Test
  void everyLineOfTheTourPrintsWhatItSays() throws Exception {
    List<Readme.Sample> samples = readme.console();
    assertThat(samples).hasSizeGreaterThan(8);
    assertThat(Shell.has("curl")).as("curl is installed").isTrue();
    assertThat(Shell.has("dig")).as("dig (bind9-dnsutils) is installed").isTrue();
    for (Readme.Sample sample : samples) {
      // the agent tells the catalog at once, but not before it has answered
      await()
          .atMost(CATALOG_SYNC)
          .pollInterval(Duration.ofMillis(100))
          .untilAsserted(() -> assertSample(sample));
    }
  }

  private static void assertSample(Readme.Sample sample) throws Exception {
    Map<String, String> environment = Map.of("CONSUL_HTTP_ADDR", "127.0.0.1:" + http);
    Shell.Result result = Shell.run(environment, command(sample.command()));
    assertThat(result.output()).as(sample.command()).isEqualTo(sample.output());
    assertThat(result.status()).as(sample.command()).isZero();
  }

  @Test
  void theTwoCommandsAreThere() {
    List<String> commands = readme.blocks("sh").stream().flatMap(List::stream).toList();
    assertThat(commands).contains("bin/consul agent -dev", "mvn -B verify");
  }

  @Test
  void continuousIntegrationRunsTheReadmesTestCommand() throws IOException {
    assertThat(Files.readAllLines(Shell.ROOT.resolve(".ci/run"))).contains("mvn -B verify");
  }

  @Test
  void theJavaSampleIsTheOneThatEmbeddingTestRuns() throws IOException {
    List<String> test = Files.readAllLines(
            Shell.ROOT.resolve("conformance/src/test/java/io/proconsul/readme/EmbeddingTest.java"))
        .stream()
        .map(String::strip)
        .toList();
    List<String> sample =
        readme.blocks("java").stream().flatMap(List::stream).map(String::strip).toList();
    assertThat(sample).isNotEmpty();
    assertThat(test).containsAll(sample);
  }

  private static String command(String sample) {
    return sample.replace("127.0.0.1:8500", "127.0.0.1:" + http).replace("-p 8600", "-p " + dns);
  }
}
