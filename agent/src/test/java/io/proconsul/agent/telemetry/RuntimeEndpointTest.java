package io.proconsul.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.codec.Value;
import io.proconsul.codec.json.JsonReader;
import io.proconsul.core.api.Action;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.Params;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.api.Routes;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RuntimeEndpointTest {
  private final Routes routes = new Routes()
      .add(new RuntimeEndpoint(
          InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z")), Path.of("/"), false));

  @Test
  void metricsHaveATimeAndGauges() {
    Value.Obj metrics =
        (Value.Obj) JsonReader.parse(get("/v1/agent/metrics", "").body());
    assertThat(metrics.get("Timestamp")).isEqualTo(Value.of("2026-01-02 03:04:05 +0000 UTC"));
    assertThat(metrics.fields())
        .containsOnlyKeys("Timestamp", "Gauges", "Points", "Counters", "Samples");
    assertThat(((Value.Arr) Objects.requireNonNull(metrics.get("Gauges"))).values())
        .isNotEmpty();
  }

  @Test
  void prometheusIsOffAndSaysSo() {
    Response response = get("/v1/agent/metrics", "format=prometheus");
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(response.header("X-Consul-Reason"))
        .isEqualTo("Prometheus is not enabled since its retention time is not positive");
  }

  @Test
  void theHostIsDescribed() {
    Value.Obj host = (Value.Obj) JsonReader.parse(get("/v1/agent/host", "").body());
    assertThat(host.fields())
        .containsOnlyKeys("Memory", "CPU", "Host", "Disk", "CollectionTime", "Errors");
    Value.Obj memory = (Value.Obj) Objects.requireNonNull(host.get("Memory"));
    assertThat(memory.get("total")).isInstanceOf(Value.Int.class);
  }

  private Response get(String path, String query) {
    var handler = Objects.requireNonNull(routes.find(path)).handlers().get(Method.GET);
    Request request = Request.get(path, Params.parse(query));
    CompletableFuture<Response> answer = new CompletableFuture<>();
    switch (Objects.requireNonNull(handler).handle(request)) {
      case Action.Reply(Response response) -> answer.complete(response);
      case Action.Local(var operation) -> answer.complete(operation.get());
      case Action.Later(var operation) -> operation.accept(answer::complete);
      case Action.Read<?> _, Action.ReadEverywhere<?> _, Action.Write<?> _, Action.Ask<?> _ ->
        throw new AssertionError("asks no state");
    }
    return answer.join();
  }
}
