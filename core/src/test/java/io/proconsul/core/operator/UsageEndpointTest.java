package io.proconsul.core.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.api.Params;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.api.Render;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.api.Routes;
import io.proconsul.core.command.Command;
import io.proconsul.core.operation.Operation;
import io.proconsul.core.query.Query;
import io.proconsul.core.query.UsageQuery;
import io.proconsul.core.run.ActionRunner;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Operations;
import io.proconsul.core.run.Remote;
import io.proconsul.core.run.Settings;
import io.proconsul.core.testing.InMemoryConsensus;
import io.proconsul.core.testing.ManualTimer;
import io.proconsul.core.testing.TestingState;
import io.proconsul.model.cluster.Usage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UsageEndpointTest {
  private static final String NO_MESH = """
      {"api-gateway":0,"connect-native":0,"connect-proxy":0,"ingress-gateway":0,\
      "mesh-gateway":0,"terminating-gateway":0}""";

  private final TestingState state = new TestingState();
  private final ThreeDatacenters world = new ThreeDatacenters();
  private final ActionRunner runner = new ActionRunner(
      state.machine,
      new ActionRunner.Ports(new InMemoryConsensus(state), world, world),
      new ManualTimer(),
      new SplittableRandom(1),
      new Settings(
          "node1", "dc1", false, Duration.ofMinutes(5), Duration.ofMinutes(10), Duration.ZERO));

  /** {@code dc1} is here, {@code dc2} answers and {@code dc3} does not. */
  private static final class ThreeDatacenters implements Remote, Operations {
    @Override
    public boolean isHere(String datacenter) {
      return datacenter.isEmpty() || datacenter.equals("dc1");
    }

    @Override
    @SuppressWarnings("unchecked") // only one query is asked
    public <R> Cancellation ask(
        String datacenter, Query<R> query, ReadOptions options, Outcome<Reply<R>> outcome) {
      if (datacenter.equals("dc2")) {
        R usage = (R) new Usage(7, 8, Map.of(), 9, 10);
        outcome.done(new Reply<>(usage, new Render.Meta(5, true, 0)));
      } else {
        outcome.failed(new ConsulException.Refused("No path to datacenter"));
      }
      return Cancellation.NONE;
    }

    @Override
    public <R> void submit(String datacenter, Command<R> command, Outcome<R> outcome) {
      throw new AssertionError("nothing is written");
    }

    @Override
    public <R> void perform(String datacenter, Operation<R> operation, Outcome<R> outcome) {
      throw new AssertionError("this server knows the datacenters");
    }

    @Override
    @SuppressWarnings("unchecked") // only the datacenters are asked for
    public <R> void perform(Operation<R> operation, Outcome<R> outcome) {
      outcome.done((R) List.of("dc1", "dc2", "dc3"));
    }
  }

  private Response get(String query) {
    String path = "/v1/operator/usage";
    var route =
        Objects.requireNonNull(new Routes().add(new UsageEndpoint("dc1")).find(path));
    List<Response> answers = new ArrayList<>();
    var handler = Objects.requireNonNull(route.handlers().get(Method.GET));
    runner.run(handler, Request.get(path, Params.parse(query)), Runnable::run, answers::add);
    return answers.get(0);
  }

  private static String body(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Test
  void countsServicesInstancesAndNodes() {
    state.service("n1", "w1", "web");
    state.service("n2", "w2", "web");
    state.service("n2", "consul", "consul");
    assertThat(state.ask(new UsageQuery()).result())
        .satisfies(usage -> assertThat(usage.services()).isEqualTo(2))
        .satisfies(usage -> assertThat(usage.instances()).isEqualTo(3))
        .satisfies(usage -> assertThat(usage.billableInstances()).isEqualTo(2))
        .satisfies(usage -> assertThat(usage.nodes()).isEqualTo(2));
  }

  @Test
  void aNewInstanceWakesWhoWaits() {
    assertThat(state.wakes(new UsageQuery(), () -> state.service("n1", "w1", "web")))
        .isTrue();
    assertThat(state.wakes(new UsageQuery(), () -> state.set("key", "x"))).isFalse();
  }

  @Test
  void theBodyRepeatsWhatTheHeadersSay() {
    state.service("n1", "w1", "web");
    Response response = get("stale");
    assertThat(body(response)).isEqualTo("""
            {"Usage":{"dc1":{"Services":1,"ServiceInstances":1,"ConnectServiceInstances":%s,\
            "BillableServiceInstances":1,"Nodes":1}},"Index":%s,"LastContact":0,\
            "KnownLeader":true,"ConsistencyLevel":"stale","NotModified":false,"Backend":0,\
            "ResultsFilteredByACLs":false}""".formatted(NO_MESH, response.header("X-Consul-Index")));
    assertThat(response.header("X-Consul-Effective-Consistency")).isEqualTo("stale");
  }

  @Test
  void globallyEachDatacenterThatAnswersIsShown() {
    assertThat(body(get("global")))
        .contains("{\"Usage\":{\"dc1\":{\"Services\":0,")
        .contains("\"dc2\":{\"Services\":7,\"ServiceInstances\":8,")
        .doesNotContain("dc3");
  }

  @Test
  void anotherDatacenterIsAskedWhenTheRequestIsForIt() {
    assertThat(body(get("dc=dc2"))).startsWith("{\"Usage\":{\"dc2\":{\"Services\":7,");
    assertThat(body(get("dc=dc2&global")))
        .startsWith("{\"Usage\":{\"dc1\":{\"Services\":0,")
        .contains("\"dc2\":{\"Services\":7,")
        .contains("\"Index\":5,");
  }
}
