package io.proconsul.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.agent.Consul;
import io.proconsul.agent.config.AgentConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code routes.txt} is the index of the HTTP API: whoever adds an endpoint adds its line. */
class RoutesTest {
  @Test
  void theListOfRoutesIsTrue() throws Exception {
    List<String> listed = Files.readAllLines(Path.of("src/test/resources/routes.txt"));
    try (Consul consul = Consul.start(AgentConfig.dev())) {
      assertThat(consul.routes()).isEqualTo(listed);
    }
  }
}
