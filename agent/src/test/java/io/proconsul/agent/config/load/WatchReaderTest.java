package io.proconsul.agent.config.load;

import static io.proconsul.agent.config.load.Loading.dev;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.agent.config.WatchConfig;
import io.proconsul.codec.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatchReaderTest {
  @Test
  void aProgramGetsItsWords() {
    WatchConfig watch = watch("watches = [{ type = \"key\" key = \"a\" args = [\"x\", \"y\"] }]");
    assertThat(watch.handler()).isEqualTo(new WatchConfig.Program(List.of("x", "y")));
    assertThat(watch.parameters().get("key")).isEqualTo(Value.of("a"));
    assertThat(watch.parameters().get("args")).isNull();
  }

  @Test
  void aTextIsForTheShell() {
    assertThat(watch("watches = [{ type = \"nodes\" handler = \"x y\" }]").handler())
        .isEqualTo(new WatchConfig.Program(List.of("/bin/sh", "-c", "x y")));
  }

  @Test
  void anEndpointHasItsSettings() {
    String hcl = "watches = [{ type = \"key\" key = \"a\" handler_type = \"http\""
        + " http_handler_config { path = \"http://h\" header { x = [\"1\"] } timeout = \"3s\" } }]";
    assertThat(watch(hcl).handler())
        .isEqualTo(new WatchConfig.Endpoint(
            "http://h", "POST", Map.of("x", List.of("1")), Duration.ofSeconds(3), false));
  }

  @Test
  void aWatchNeedsATypeAndAHandler() {
    assertThatThrownBy(() -> dev("watches = [{ type = \"key\" }]"))
        .hasMessageStartingWith("Handler must be set");
    assertThatThrownBy(() -> dev("watches = [{ args = [\"x\"] }]"))
        .hasMessageContaining("Watch type must be specified");
    assertThatThrownBy(() -> dev("watches = [{ type = \"key\" handler_type = \"x\" }]"))
        .hasMessage("Handler type 'x' not recognized");
  }

  private static WatchConfig watch(String hcl) {
    return dev(hcl).operation().watches().getFirst();
  }
}
