package io.proconsul.core.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.api.Action;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.Params;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.api.Routes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalEndpointsTest {
  private final TestingLocal local = new TestingLocal();
  private final Routes routes = new Routes()
      .add(new AgentServiceEndpoint(
          local.registry, local.settings, new HashWait(local.state, local.settings, local.timer)))
      .add(new AgentCheckEndpoint(local.registry, local.settings))
      .add(new AgentHealthEndpoint(local.state, local.settings));
  private final List<Response> answers = new ArrayList<>();

  @Test
  void aServiceIsShownWithItsHash() {
    put("/v1/agent/service/register", "{\"Name\":\"w\",\"Port\":1}");
    Response response = get("/v1/agent/service/w", "");
    assertThat(body(response))
        .startsWith("{\"ID\":\"w\",\"Service\":\"w\",\"Tags\":[],\"Meta\":{},\"Port\":1,"
            + "\"Address\":\"\",\"Weights\":{\"Passing\":1,\"Warning\":1},"
            + "\"EnableTagOverride\":false,\"ContentHash\":\"")
        .endsWith("\",\"Datacenter\":\"dc1\"}");
    assertThat(body(response)).contains(hash(response));
  }

  @Test
  void whoKnowsTheHashWaitsForAChange() {
    put("/v1/agent/service/register", "{\"Name\":\"w\",\"Port\":1}");
    String hash = hash(get("/v1/agent/service/w", ""));
    answers.clear();
    send(Method.GET, "/v1/agent/service/w", "hash=" + hash, "");
    assertThat(answers).isEmpty();
    put("/v1/agent/service/register", "{\"Name\":\"w\",\"Port\":2}");
    assertThat(body(answers.get(0))).contains("\"Port\":2");
    assertThat(local.timer.waiting()).isZero();
  }

  @Test
  void theWaitEndsWithItsTimeOrWithTheService() {
    put("/v1/agent/service/register", "{\"Name\":\"w\",\"Port\":1}");
    String hash = hash(get("/v1/agent/service/w", ""));
    answers.clear();
    send(Method.GET, "/v1/agent/service/w", "wait=10s&hash=" + hash, "");
    local.timer.advance(Duration.ofSeconds(9));
    assertThat(answers).isEmpty();
    local.timer.advance(Duration.ofSeconds(1));
    assertThat(answers).hasSize(1);
    send(Method.GET, "/v1/agent/service/w", "hash=" + hash, "");
    put("/v1/agent/service/deregister/w", "");
    assertThat(answers.get(1).status()).isEqualTo(404);
    assertThat(body(answers.get(1))).isEqualTo("unknown service ID: w");
  }

  @Test
  void anotherHashIsAnsweredAtOnce() {
    put("/v1/agent/service/register", "{\"Name\":\"w\"}");
    assertThat(get("/v1/agent/service/w", "hash=bogus").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "enable=true|200|",
        "|400|Missing value for enable",
        "enable=|400|Invalid value for enable: \"\"",
        "enable=maybe|400|Invalid value for enable: \"maybe\"",
      })
  void maintenanceWantsAFlag(String query, int status, String body) {
    Response response = send(Method.PUT, "/v1/agent/maintenance", query == null ? "" : query, "");
    assertThat(response.status()).isEqualTo(status);
    assertThat(body(response)).isEqualTo(body == null ? "" : body);
  }

  @Test
  void healthIsAStatusCode() {
    put(
        "/v1/agent/service/register",
        "{\"Name\":\"web\",\"ID\":\"w1\",\"Check\":{\"TTL\":\"1h\"}}");
    put("/v1/agent/service/register", "{\"Name\":\"web\",\"ID\":\"w2\"}");
    assertThat(health("id/w2")).isEqualTo("200 passing");
    assertThat(health("id/w1")).isEqualTo("503 critical");
    assertThat(health("name/web")).isEqualTo("503 critical");
    put("/v1/agent/check/warn/service:w1", "");
    assertThat(health("name/web")).isEqualTo("429 warning");
    send(Method.PUT, "/v1/agent/service/maintenance/w2", "enable=true", "");
    assertThat(health("name/web")).isEqualTo("503 maintenance");
    assertThat(health("id/nope")).isEqualTo("404 ServiceId nope not found");
    assertThat(health("name/nope")).isEqualTo("404 ServiceName nope Not Found");
    assertThat(body(get("/v1/agent/health/service/id/nope", "")))
        .isEqualTo("{\"AggregatedStatus\":\"critical\",\"Service\":null,\"Checks\":null}");
  }

  @Test
  void filtersThinOutAndSayWhatIsWrong() {
    put("/v1/agent/service/register", "{\"Name\":\"a\",\"Port\":1}");
    put("/v1/agent/service/register", "{\"Name\":\"b\",\"Port\":2}");
    put("/v1/agent/check/register", "{\"Name\":\"c\",\"TTL\":\"1h\"}");
    assertThat(body(get("/v1/agent/services", "filter=Port==2"))).startsWith("{\"b\":");
    assertThat(body(get("/v1/agent/checks", "filter=Status==passing"))).isEqualTo("{}");
    assertThat(body(get("/v1/agent/services", "filter=Bogus==1")))
        .isEqualTo(
            "Failed to create boolean expression evaluator: Selector \"Bogus\" is not valid");
    assertThat(body(get("/v1/agent/checks", "filter=Bogus==1")))
        .isEqualTo("Selector \"Bogus\" is not valid");
  }

  @Test
  void theBodyIsReadBeforeTheCheckIsLookedFor() {
    assertThat(body(send(Method.PUT, "/v1/agent/check/update/x", "", "{}")))
        .isEqualTo("Invalid check status: ''");
    assertThat(send(Method.PUT, "/v1/agent/check/pass/x", "", "").status()).isEqualTo(404);
  }

  private String health(String what) {
    Response response = get("/v1/agent/health/service/" + what, "format=text");
    assertThat(response.header("X-Consul-Reason")).isEqualTo(body(response));
    return response.status() + " " + body(response);
  }

  private static String hash(Response response) {
    return Objects.requireNonNull(response.header("X-Consul-ContentHash"));
  }

  private void put(String path, String json) {
    assertThat(send(Method.PUT, path, "", json).status()).isEqualTo(200);
  }

  private Response get(String path, String query) {
    return send(Method.GET, path, query, "");
  }

  /** The newest answer; one that waits comes later. */
  private Response send(Method method, String path, String query, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Request request = new Request(method, path, Params.parse(query), Map.of(), bytes, "");
    int before = answers.size();
    try {
      var handler = Objects.requireNonNull(routes.find(path)).handlers().get(method);
      switch (Objects.requireNonNull(handler).handle(request)) {
        case Action.Reply(Response response) -> answers.add(response);
        case Action.Local(var operation) -> answers.add(operation.get());
        case Action.Later(var operation) -> operation.accept(answers::add);
        case Action.Read<?> _, Action.ReadEverywhere<?> _, Action.Write<?> _, Action.Ask<?> _ ->
          throw new AssertionError("the agent's own endpoints ask no state");
      }
    } catch (ConsulException e) {
      answers.add(Response.text(e.status(), String.valueOf(e.getMessage())));
    }
    return answers.size() == before ? Response.empty(0) : answers.get(answers.size() - 1);
  }

  private static String body(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
