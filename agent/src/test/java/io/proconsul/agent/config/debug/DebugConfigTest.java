package io.proconsul.agent.config.debug;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.config.Definitions;
import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import io.proconsul.model.ServiceDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DebugConfigTest {
  @Test
  void tellsWhatIsSet() {
    Value.Obj debug = DebugConfig.of(AgentConfig.server(Path.of("/d")), "1.2.3");
    assertThat(debug.get("Version")).isEqualTo(Value.of("1.2.3"));
    assertThat(debug.get("DataDir")).isEqualTo(Value.of("/d"));
    assertThat(debug.get("DevMode")).isEqualTo(new Value.Bool(false));
    assertThat(debug.get("Bootstrap")).isEqualTo(new Value.Bool(true));
    assertThat(debug.get("BindAddr")).isEqualTo(Value.of("127.0.0.1"));
    assertThat(debug.get("ConsulRaftElectionTimeout")).isEqualTo(Value.of("5s"));
  }

  @Test
  void tellsNoTokens() {
    Value.Obj object = new Value.Obj(Map.of("name", Value.of("web"), "token", Value.of("geheim")));
    ServiceDefinition service = ServiceDefinition.CONFIG.read(new Fields("x", object));
    AgentConfig config = AgentConfig.dev().with(new Definitions(List.of(service), List.of()));
    assertThat(DebugConfig.of(config, "1").toString()).contains("web").doesNotContain("geheim");
  }

  @Test
  void keysDoNotDependOnValues() {
    Value.Obj dev = DebugConfig.of(AgentConfig.dev(), "1");
    Value.Obj server = DebugConfig.of(AgentConfig.server(Path.of("/d")), "1");
    assertThat(dev.fields().keySet()).isEqualTo(server.fields().keySet()).hasSize(210);
  }
}
