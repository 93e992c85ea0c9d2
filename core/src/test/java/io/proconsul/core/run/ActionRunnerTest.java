package io.proconsul.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.codec.Sink;
import io.proconsul.core.api.Action;
import io.proconsul.core.api.Handler;
import io.proconsul.core.api.Params;
import io.proconsul.core.api.Render;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.command.KvCommand;
import io.proconsul.core.health.HealthEndpoint;
import io.proconsul.core.query.HealthQuery;
import io.proconsul.core.query.KvQuery;
import io.proconsul.core.query.Query;
import io.proconsul.core.testing.InMemoryConsensus;
import io.proconsul.core.testing.ManualTimer;
import io.proconsul.core.testing.TestingState;
import io.proconsul.model.HealthEntry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActionRunnerTest {
  private static final KvQuery.ListKeys UNDER_A = new KvQuery.ListKeys("a/", "");
  private static final HealthQuery.ServiceHealth WEB =
      new HealthQuery.ServiceHealth("web", List.of(), Map.of(), false, false);

  private final TestingState state = new TestingState();
  private final InMemoryConsensus consensus = new InMemoryConsensus(state);
  private final ManualTimer timer = new ManualTimer();
  private final ActionRunner runner = new ActionRunner(
      state.machine,
      LoneServer.of("dc1", consensus),
      timer,
      new SplittableRandom(1),
      new Settings(
          "node1", "dc1", false, Duration.ofMinutes(5), Duration.ofMinutes(10), Duration.ZERO));

  private final List<Response> answers = new ArrayList<>();
  private int rendered;

  private final Render<List<String>> keys = (all, context) -> {
    rendered++;
    return Response.json(
        all,
        context.pretty(),
        (list, sink) -> sink.list(list, (String k, Sink to) -> to.string(k)));
  };

  private final Render<List<HealthEntry>> entries = (all, context) -> {
    rendered++;
    return Response.json(
        all, context.pretty(), (list, sink) -> sink.list(list, HealthEntry::writeTo));
  };

  @BeforeEach
  void someState() {
    state.set("a/1", "x");
    state.set("b", "x");
    state.service("n", "w", "web");
  }

  private Cancellation get(Handler handler, String parameters) {
    return runner.run(
        handler, Request.get("/v1/test", Params.parse(parameters)), Runnable::run, answers::add);
  }

  private <R> Handler reading(Query<R> query, Render<R> render) {
    return _ -> new Action.Read<>(query, render);
  }

  private Response answer() {
    assertThat(answers).hasSize(1);
    return answers.removeFirst();
  }

  private static String body(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static long indexOf(Response response) {
    return Long.parseLong(Objects.requireNonNull(response.header("X-Consul-Index")));
  }

  private long indexNow() {
    get(reading(UNDER_A, keys), "");
    return indexOf(answer());
  }

  @Test
  void aReadAnswersAtOnceWithItsIndex() {
    get(reading(UNDER_A, keys), "");
    Response response = answer();
    assertThat(body(response)).isEqualTo("[\"a/1\"]");
    assertThat(indexOf(response)).isEqualTo(1);
    assertThat(response.header("x-consul-knownleader")).isEqualTo("true");
  }

  @Test
  void aBlockingQueryIsWokenByAChangeBeneathItAlone() {
    get(reading(UNDER_A, keys), "index=" + indexNow());
    state.set("b", "y");
    state.set("a/1", "x");
    assertThat(answers).isEmpty();
    state.set("a/2", "y");
    assertThat(body(answer())).isEqualTo("[\"a/1\",\"a/2\"]");
    assertThat(timer.pending()).isZero();
  }

  @Test
  void itGivesUpInTimeWithTheSameIndex() {
    long index = indexNow();
    get(reading(UNDER_A, keys), "index=" + index + "&wait=10s");
    timer.pass(Duration.ofMillis(9_999));
    assertThat(answers).isEmpty();
    timer.pass(Duration.ofSeconds(1));
    assertThat(indexOf(answer())).isEqualTo(index);
    state.set("a/2", "y");
    assertThat(answers).isEmpty();
  }

  @Test
  void anOlderIndexIsAnsweredAtOnce() {
    state.set("a/2", "y");
    get(reading(UNDER_A, keys), "index=1");
    assertThat(body(answer())).contains("a/2");
  }

  @Test
  void aCancelledQueryLeavesNothingBehind() {
    Cancellation waiting = get(reading(UNDER_A, keys), "index=" + indexNow());
    waiting.cancel();
    assertThat(timer.pending()).isZero();
    int before = rendered;
    state.set("a/2", "y");
    assertThat(answers).isEmpty();
    assertThat(rendered).isEqualTo(before);
  }

  @Test
  void theSameAnswerIsRenderedOnceUntilItChanges() {
    Handler health = reading(WEB, entries);
    for (int i = 0; i < 100; i++) {
      get(health, "");
    }
    assertThat(answers).hasSize(100);
    assertThat(rendered).isEqualTo(1);
    answers.clear();
    state.service("n", "d", "db");
    get(health, "");
    assertThat(rendered).isEqualTo(1);
    answers.clear();
    state.check("n", "c", "critical", "w");
    get(health, "");
    assertThat(rendered).isEqualTo(2);
    assertThat(body(answer())).contains("\"Status\":\"critical\"");
  }

  @Test
  void allWhoWaitShareOneRendering() {
    get(reading(WEB, entries), "");
    long index = indexOf(answer());
    for (int i = 0; i < 50; i++) {
      get(reading(WEB, entries), "index=" + index);
    }
    state.check("n", "c", "critical", "w");
    assertThat(answers).hasSize(50);
    assertThat(rendered).isEqualTo(2);
  }

  @Test
  void aRestoreWakesEveryone() {
    get(reading(UNDER_A, keys), "index=" + indexNow());
    TestingState other = new TestingState();
    other.index = 50;
    other.set("a/9", "x");
    state.machine.restore(other.tables());
    assertThat(body(answer())).isEqualTo("[\"a/9\"]");
  }

  @Test
  void writesAnswerWithTheEndpointsWordsBeforeARefusal() {
    Render<Boolean> done = Render.json((value, sink) -> sink.bool(value));
    KvCommand acquire = new KvCommand.Acquire(TestingState.entry("k", "v").withLock(0, "nope"));
    get(_ -> Action.Write.of(new KvCommand.Delete("b"), done), "");
    assertThat(body(answer())).isEqualTo("true");
    get(_ -> new Action.Write<>(acquire, done, "apply failed: "), "");
    Response refused = answer();
    assertThat(refused.status()).isEqualTo(500);
    assertThat(body(refused)).isEqualTo("apply failed: invalid session \"nope\"");
  }

  @Test
  void withoutALeaderReadsAndWritesAreRefused() {
    consensus.leader = false;
    get(reading(UNDER_A, keys), "");
    assertThat(body(answer())).isEqualTo("No cluster leader");
    get(_ -> Action.Write.of(new KvCommand.Delete("b"), Render.json((_, s) -> s.nil())), "");
    assertThat(body(answer())).isEqualTo("No cluster leader");
  }

  @Test
  void onlySomeFailuresCarryReadHeaders() {
    get(reading(UNDER_A, keys), "dc=nope");
    assertThat(answer().header("X-Consul-Index")).isNull();
    get(
        reading(
            new HealthQuery.ChecksInState("any", Map.of()), Render.json((_, sink) -> sink.nil())),
        "dc=nope");
    Response failed = answer();
    assertThat(body(failed)).isEqualTo("No path to datacenter");
    assertThat(failed.header("X-Consul-Index")).isEqualTo("1");
    assertThat(failed.header("X-Consul-KnownLeader")).isEqualTo("false");
  }

  @Test
  void cachedTellsAFirstAskerFromALaterOne() {
    io.proconsul.core.api.Routes routes =
        new io.proconsul.core.api.Routes().add(new HealthEndpoint());
    assertThat(cached(routes, "cached", null)).isEqualTo("MISS");
    assertThat(cached(routes, "cached", null)).isEqualTo("HIT");
    assertThat(cached(routes, "cached", "must-revalidate")).isEqualTo("MISS");
    assertThat(cached(routes, "", null)).isNull();
  }

  private @Nullable String cached(
      io.proconsul.core.api.Routes routes, String parameters, @Nullable String control) {
    String path = "/v1/health/service/web";
    Handler handler = Objects.requireNonNull(
        Objects.requireNonNull(routes.find(path)).handlers().get(io.proconsul.core.api.Method.GET));
    Map<String, String> headers = control == null ? Map.of() : Map.of("cache-control", control);
    Request request = new Request(
        io.proconsul.core.api.Method.GET,
        path,
        Params.parse(parameters),
        headers,
        new byte[0],
        "127.0.0.1");
    runner.run(handler, request, Runnable::run, answers::add);
    return answer().header("X-Cache");
  }
}
