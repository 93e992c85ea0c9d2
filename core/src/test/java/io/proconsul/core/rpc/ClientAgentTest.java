package io.proconsul.core.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.api.Method;
import io.proconsul.core.api.Params;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.api.Routes;
import io.proconsul.core.catalog.CatalogEndpoint;
import io.proconsul.core.connect.CaEndpoint;
import io.proconsul.core.coordinate.CoordinateEndpoint;
import io.proconsul.core.health.HealthEndpoint;
import io.proconsul.core.kv.KvEndpoint;
import io.proconsul.core.run.ActionRunner;
import io.proconsul.core.run.LoneServer;
import io.proconsul.core.run.Remote;
import io.proconsul.core.run.Settings;
import io.proconsul.core.run.StateMachine;
import io.proconsul.core.session.SessionEndpoint;
import io.proconsul.core.session.SessionRequests;
import io.proconsul.core.testing.InMemoryConsensus;
import io.proconsul.core.testing.ManualTimer;
import io.proconsul.core.testing.TestingAuthority;
import io.proconsul.core.testing.TestingState;
import io.proconsul.core.txn.TxnEndpoint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over HTTP nobody can tell a client agent, which asks a server, from that server. */
class ClientAgentTest {
  private final TestingState state = new TestingState();
  private final InMemoryConsensus consensus = new InMemoryConsensus(state);
  private final LoneServer alone = new LoneServer("dc2");
  private final ManualTimer timer = new ManualTimer();
  private final ActionRunner server = runner(state.machine, alone);
  private final ActionRunner client =
      runner(new StateMachine(), new ServerBehind(server, consensus, alone));
  private final Routes routes = new Routes()
      .add(new KvEndpoint(512 * 1024))
      .add(new SessionEndpoint(
          new SessionRequests("n", Duration.ofSeconds(10)), () -> TestingRpc.NEW_ID))
      .add(new CatalogEndpoint("dc2"))
      .add(new HealthEndpoint())
      .add(new CoordinateEndpoint(true))
      .add(new CaEndpoint())
      .add(new TxnEndpoint("dc2", false, new TxnEndpoint.Limits(512 * 1024, 512 * 1024)));
  private final List<Response> answers = new ArrayList<>();

  private ActionRunner runner(StateMachine machine, Remote remote) {
    return new ActionRunner(
        machine,
        new ActionRunner.Ports(consensus, alone, remote),
        timer,
        new SplittableRandom(1),
        new Settings(
            "n", "dc2", false, Duration.ofMinutes(5), Duration.ofMinutes(10), Duration.ZERO));
  }

  @BeforeEach
  void someState() {
    state.set("a/1", "x");
    state.set("a/2", "");
    state.service("n", "w", "web");
    state.service("n", "db", "db");
    state.service("m", "w", "web");
    state.check("n", "c", "critical", "w");
    state.session("s1", "n", "release", Duration.ofSeconds(15));
    state.apply(TestingAuthority.found(state, "r"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/kv/a/1",
        "/v1/kv/a/1?raw",
        "/v1/kv/none",
        "/v1/kv/a?recurse",
        "/v1/kv/a?keys&separator=/",
        "/v1/kv/a/1?stale",
        "/v1/session/list",
        "/v1/session/info/s1",
        "/v1/session/info/none",
        "/v1/session/node/n",
        "/v1/catalog/nodes",
        "/v1/catalog/nodes?near=n",
        "/v1/catalog/nodes?filter=Node == m",
        "/v1/catalog/nodes?node-meta=os:linux&node-meta=a:b",
        "/v1/catalog/services",
        "/v1/catalog/services?filter=ServiceName == web",
        "/v1/catalog/service/web",
        "/v1/catalog/service/web?filter=Node != n",
        "/v1/catalog/connect/web",
        "/v1/catalog/node/n",
        "/v1/catalog/node/none",
        "/v1/catalog/node-services/n?filter=Service == db",
        "/v1/catalog/node-services/none",
        "/v1/catalog/gateway-services/g",
        "/v1/health/node/n",
        "/v1/health/checks/web",
        "/v1/health/state/any?pretty",
        "/v1/health/service/web",
        "/v1/health/service/web?passing",
        "/v1/health/service/web?filter=Node.Node == m",
        "/v1/health/service/web?cached",
        "/v1/health/ingress/web",
        "/v1/connect/ca/roots",
        "/v1/connect/ca/roots?pem=true",
        "/v1/connect/ca/configuration",
        "/v1/agent/connect/ca/roots",
        "/v1/coordinate/nodes",
        "/v1/coordinate/node/n"
      })
  void readsAreTheSame(String url) {
    Response own = ask(server, Method.GET, url, "");
    Response other = ask(client, Method.GET, url, "");
    assertSame(other, own);
  }

  @Test
  void writesAreTheSame() {
    String register = "{\"Node\":\"o\",\"Address\":\"10.0.0.9\",\"Service\":{\"Service\":\"x\"},"
        + "\"Check\":{\"Name\":\"c\",\"Definition\":{\"HTTP\":\"http://x\",\"Interval\":\"5s\"}}}";
    assertThat(text(ask(client, Method.PUT, "/v1/catalog/register", register))).isEqualTo("true");
    assertThat(text(ask(client, Method.GET, "/v1/health/node/o", "")))
        .contains("\"Interval\":\"5s\"", "\"Type\":\"http\"");
    assertThat(text(ask(client, Method.PUT, "/v1/kv/k?cas=0", "v"))).isEqualTo("true");
    assertThat(text(ask(client, Method.PUT, "/v1/kv/k?cas=0", "v"))).isEqualTo("false");
    assertThat(text(ask(client, Method.PUT, "/v1/session/create", "{\"NodeChecks\":[]}")))
        .isEqualTo("{\"ID\":\"" + TestingRpc.NEW_ID + "\"}");
    assertThat(text(ask(client, Method.PUT, "/v1/session/destroy/" + TestingRpc.NEW_ID, "")))
        .isEqualTo("true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"KV\":{\"Verb\":\"get\",\"Key\":\"a/1\"}}]",
        "[{\"KV\":{\"Verb\":\"get-tree\",\"Key\":\"a\"}},{\"Node\":{\"Verb\":\"get\","
            + "\"Node\":{\"Node\":\"n\"}}}]",
        "[{\"KV\":{\"Verb\":\"check-not-exists\",\"Key\":\"a/1\"}}]",
        "[{\"KV\":{\"Verb\":\"dance\",\"Key\":\"a/1\"}}]"
      })
  void transactionsAreTheSame(String body) {
    Response own = ask(server, Method.PUT, "/v1/txn", body);
    Response other = ask(client, Method.PUT, "/v1/txn", body);
    assertSame(other, own);
  }

  @Test
  void refusalsTellThatAnotherServerRefused() {
    Response refused = ask(client, Method.PUT, "/v1/kv/a?acquire=none", "");
    assertThat(refused.status()).isEqualTo(500);
    assertThat(text(refused))
        .isEqualTo("rpc error making call: raft apply failed: invalid session \"none\"");
    assertThat(text(ask(client, Method.GET, "/v1/catalog/nodes?filter=(", "")))
        .startsWith("rpc error making call: Failed to create boolean expression evaluator");
  }

  @Test
  void theOtherServerWaits() {
    String index =
        Objects.requireNonNull(ask(client, Method.GET, "/v1/kv/a/1", "").header("X-Consul-Index"));
    answers.clear();
    start(client, Method.GET, "/v1/kv/a/1?index=" + index, "");
    assertThat(answers).isEmpty();
    state.set("a/1", "y");
    assertThat(answers)
        .singleElement()
        .satisfies(answer -> assertThat(text(answer)).contains("\"Value\":\"eQ==\""));
  }

  private static void assertSame(Response other, Response own) {
    assertThat(text(other)).isEqualTo(text(own));
    assertThat(other.status()).isEqualTo(own.status());
    assertThat(other.headers()).isEqualTo(own.headers());
  }

  private Response ask(ActionRunner runner, Method method, String url, String body) {
    answers.clear();
    start(runner, method, url, body);
    return answers.getFirst();
  }

  private void start(ActionRunner runner, Method method, String url, String body) {
    String[] parts = url.split("\\?", 2);
    Request request = new Request(
        method,
        parts[0],
        Params.parse(parts.length == 2 ? parts[1].replace(" ", "%20") : ""),
        Map.of(),
        body.getBytes(StandardCharsets.UTF_8),
        "");
    var handler = Objects.requireNonNull(
        Objects.requireNonNull(routes.find(parts[0])).handlers().get(method));
    runner.run(handler, request, Runnable::run, answers::add);
  }

  private static String text(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
