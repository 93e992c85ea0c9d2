package io.proconsul.conformance.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.agent.config.load.AgentArguments.Given;
import io.proconsul.conformance.net.HttpExchange;
import io.proconsul.conformance.net.HttpRequest;
import io.proconsul.conformance.net.PortBlock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedLauncherTest {
  @TempDir
  private Path folder;

  @Test
  void flagsAreReadInEverySpelling() {
    AgentSpec spec = spec("-dev", "--node=web1", "-datacenter", "east", "-config-dir", "conf");
    assertThat(EmbeddedLauncher.given(spec))
        .containsExactly(
            new Given("dev", "true"),
            new Given("node", "web1"),
            new Given("datacenter", "east"),
            new Given("config-dir", folder.resolve("conf").toString()));
  }

  @Test
  void agentServesUntilItIsStopped() throws IOException {
    try (PortBlock ports = PortBlock.reserve()) {
      int http = ports.take();
      Files.writeString(
          folder.resolve("ports.json"),
          "{\"ports\": {\"http\": %d, \"dns\": %d, \"server\": %d, \"serf_lan\": %d, \"serf_wan\": %d, \"grpc\": %d, \"grpc_tls\": %d}}"
              .formatted(
                  http,
                  ports.take(),
                  ports.take(),
                  ports.take(),
                  ports.take(),
                  ports.take(),
                  ports.take()));
      RunningAgent agent = new EmbeddedLauncher().start(spec("-dev", "-config-file", "ports.json"));
      HttpRequest request = HttpRequest.of("PUT", "/v1/kv/a", Map.of(), Duration.ofSeconds(20))
          .withBody(new byte[] {'1'}, false);
      assertThat(new String(HttpExchange.plain(http).send(request).body(), StandardCharsets.UTF_8))
          .startsWith("true");
      agent.stop();
      assertThatThrownBy(() -> HttpExchange.plain(http).send(request))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void refusedConfigurationIsAStartFailure() {
    assertThatThrownBy(() -> new EmbeddedLauncher().start(spec("-dev", "-nonsense", "x")))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("nonsense");
  }

  private AgentSpec spec(String... arguments) {
    return new AgentSpec(List.of(arguments), folder, Map.of(), folder.resolve("agent.log"));
  }
}
