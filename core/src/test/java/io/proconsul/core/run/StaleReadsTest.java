package io.proconsul.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.api.Action;
import io.proconsul.core.api.Handler;
import io.proconsul.core.api.Params;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.query.HealthQuery;
import io.proconsul.core.query.KvQuery;
import io.proconsul.core.query.Query;
import io.proconsul.core.testing.InMemoryConsensus;
import io.proconsul.core.testing.ManualTimer;
import io.proconsul.core.testing.TestingState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads at a server that has lost its leader five seconds ago. */
class StaleReadsTest {
  private static final Handler KEYS = reading(new KvQuery.ListKeys("", ""));
  private static final Handler WEB =
      reading(new HealthQuery.ServiceHealth("web", List.of(), Map.of(), false, false));

  private final TestingState state = new TestingState();
  private final InMemoryConsensus consensus = new InMemoryConsensus(state);

  @BeforeEach
  void loseTheLeader() {
    consensus.leader = false;
    consensus.lastContact = 5_000;
  }

  private static <R> Handler reading(Query<R> query) {
    return _ -> new Action.Read<>(
        query,
        (_, context) -> Response.json(true, context.pretty(), (flag, sink) -> sink.bool(flag)));
  }

  private Response get(Handler handler, String parameters, Duration discoveryMaxStale) {
    ActionRunner runner = new ActionRunner(
        state.machine,
        LoneServer.of("dc1", consensus),
        new ManualTimer(),
        new SplittableRandom(1),
        new Settings(
            "node1",
            "dc1",
            false,
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            discoveryMaxStale));
    List<Response> answers = new ArrayList<>();
    var _ = runner.run(
        handler, Request.get("/v1/test", Params.parse(parameters)), Runnable::run, answers::add);
    assertThat(answers).hasSize(1);
    return answers.getFirst();
  }

  private static void assertStale(Response response) {
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header("X-Consul-LastContact")).isEqualTo("5000");
    assertThat(response.header("X-Consul-KnownLeader")).isEqualTo("false");
  }

  @Test
  void whoAllowsStaleAnswersGetsThemWithoutALeader() {
    assertStale(get(KEYS, "stale", Duration.ZERO));
    assertStale(get(KEYS, "stale&max_stale=6s", Duration.ZERO));
  }

  @Test
  void tooStaleForTheAskerIsAskedOfTheLeader() {
    assertThat(get(KEYS, "stale&max_stale=4s", Duration.ZERO).status()).isEqualTo(500);
    consensus.leader = true;
    Response fresh = get(KEYS, "stale&max_stale=4s", Duration.ZERO);
    assertThat(fresh.status()).isEqualTo(200);
    assertThat(fresh.header("X-Consul-KnownLeader")).isEqualTo("true");
  }

  /** Consul's {@code discovery_max_stale}. */
  @Test
  void discoveryMayBeStaleWhereTheAgentIsToldSo() {
    Duration bound = Duration.ofSeconds(10);
    assertStale(get(WEB, "", bound));
    assertThat(get(WEB, "", Duration.ZERO).status()).isEqualTo(500);
    assertThat(get(WEB, "", Duration.ofSeconds(4)).status()).isEqualTo(500);
    assertThat(get(WEB, "consistent", bound).status()).isEqualTo(500);
    assertThat(get(KEYS, "", bound).status()).isEqualTo(500);
  }
}
