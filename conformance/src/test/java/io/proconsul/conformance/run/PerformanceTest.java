package io.proconsul.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.conformance.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios against an agent of fixed answers. */
class PerformanceTest {
  @TempDir
  private Path folder;

  private final TestingAgent agent = new TestingAgent();

  @Test
  void answersAreComparedAndSaved() throws IOException {
    agent.answer("/v1/kv/a", 200, "[{\"ModifyIndex\":12}]").answer("/v1/kv/b12", 200, "x12");
    Verdict verdict = play("""
        {"http": {"path": "/v1/kv/a?x=1"}, "expect": {"status": 200, "json": [{"ModifyIndex": "<<index>>"}]},
         "save": {"i": "$[0].ModifyIndex"}},
        {"http": {"path": "/v1/kv/b${i}"}, "expect": {"status": 200, "body": "x${i}", "headers": {"content-length": "3"}}}
        """);
    assertThat(Report.of(verdict, 9)).startsWith("ok   test (2 steps");
  }

  @Test
  void everyFailingStepIsReported() throws IOException {
    Verdict verdict = play("""
        {"http": {"path": "/v1/none"}, "expect": {"status": 200, "headers": {"X-Consul-Index": "<<any>>"}}, "note": "why"},
        {"http": {"path": "/v1/none"}, "expect": {"status": [404, 405]}},
        {"http": {"path": "/v1/none"}, "save": {"i": "$.Index"}},
        {"http": {"path": "/v1/none"}, "expect": {"stats": 404}}
        """);
    assertThat(verdict.failures()).extracting(Verdict.StepVerdict::number).containsExactly(0, 2, 3);
    assertThat(Report.of(verdict, 1))
        .startsWith("FAIL test (3 of 4 steps fail")
        .contains("step 0: GET /v1/none  (why)")
        .contains("status: expected 200, got 404")
        .contains("header X-Consul-Index: missing")
        .doesNotContain("step 2");
  }

  @Test
  void backgroundAnswerIsJoined() throws IOException {
    agent.answer("/v1/kv/a", 200, "1");
    Verdict verdict = play("""
        {"background": {"http": {"path": "/v1/kv/a"}}, "id": "w", "settle": 0},
        {"join": "w", "expect": {"status": 200, "json": 1, "elapsed": [0, 30]}}
        """);
    assertThat(verdict.failures()).isEmpty();
  }

  @Test
  void stepIsRetriedUntilItHolds() throws IOException {
    Verdict verdict = play("""
        {"background": {"cli": {"argv": ["sh", "-c", "sleep 0.2; echo x > f"], "exec": true}}, "id": "w", "settle": 0},
        {"file": {"path": "f"}, "expect": {"body": "x\\n"}, "retry": 20, "every": 0.01}
        """);
    assertThat(verdict.failures()).isEmpty();
  }

  @Test
  void unansweredRequestIsAnError() throws IOException {
    Verdict verdict = play("""
        {"dns": {"name": "a.node.consul", "timeout": 0.1, "tcp": true}, "expect": {"rcode": "NOERROR"}},
        {"dns": {"name": "a.node.consul", "timeout": 0.1, "tcp": true}, "expect": {"error": "<<re:ConnectionRefused.*>>"}}
        """);
    assertThat(verdict.failures()).hasSize(1);
    assertThat(verdict.failures().getFirst().differences())
        .singleElement()
        .asString()
        .startsWith("no answer: ConnectionRefusedError");
  }

  @Test
  void commandsRunInTheScenariosFolder() throws IOException {
    Verdict verdict = play("""
        {"file": {"path": "d/in.txt", "content": "${http_port}"}},
        {"cli": {"argv": ["sh", "-c", "cat d/in.txt; echo $CONSUL_HTTP_ADDR >&2; cat; exit 3"], "exec": true,
         "stdin": "typed", "env": {"LANG": null}},
         "expect": {"exit": 3, "stdout": "${http_port}typed", "stderr": ["127.0.0.1:${http_port}", ""]}},
        {"file": {"path": "d/in.txt"}, "expect": {"body": "${http_port}"}},
        {"file": {"path": "d/in.txt", "delete": true}},
        {"file": {"path": "d/in.txt"}, "expect": {"error": "FileNotFoundError"}}
        """);
    assertThat(Report.of(verdict, 9)).startsWith("ok");
  }

  @Test
  void commandThatDoesNotEndIsEnded() throws IOException {
    Verdict verdict = play("""
        {"cli": {"argv": ["sleep", "60"], "exec": true, "timeout": 0.1}, "expect": {"error": "timed out"}}
        """);
    assertThat(Report.of(verdict, 9)).startsWith("ok");
  }

  @Test
  void backgroundCommandIsWaitedForAndSignalled() throws IOException {
    Verdict verdict = play("""
        {"background": {"cli": {"argv": ["sh", "-c", "trap 'echo bye; exit 7' INT; echo up; while :; do sleep 0.05; done"],
         "exec": true}}, "id": "w", "settle": 0},
        {"wait": "w", "re": "u.$"},
        {"join": "w", "stop": "INT", "expect": {"exit": 7, "stdout": "up\\nbye\\n"}}
        """);
    assertThat(Report.of(verdict, 9)).startsWith("ok");
  }

  @Test
  void agentThatEndsBeforeItIsReadyFailsTheScenario() throws IOException {
    agent.thatEndsWith(1);
    Verdict verdict = play("{\"sleep\": 0}");
    assertThat(verdict.error()).contains("agent main ended with 1 before it was ready:\nstarted");
    assertThat(verdict.passed()).isFalse();
  }

  @Test
  void agentThatIsNeverReadyFailsTheScenario() throws IOException {
    agent.answer("/v1/status/leader", 200, "\"\"");
    Verdict verdict = play(Patience.FULL.withStart(0.2), "{\"sleep\": 0}");
    assertThat(verdict.error()).contains("agent main not ready after");
  }

  @Test
  void agentIsStartedAgain() throws IOException {
    Verdict verdict = play("""
        {"agent": "restart"}, {"agent": "kill"}, {"agent": "start"}, {"agent": {"do": "exited", "timeout": 0.01}}
        """);
    assertThat(Report.of(verdict, 9)).startsWith("ok");
    assertThat(agent.starts()).isEqualTo(3);
  }

  @Test
  void budgetEndsAScenario() throws IOException {
    Verdict verdict = play(Patience.SHORT.withWhole(0.3), "{\"sleep\": 60}, {\"sleep\": 60}");
    assertThat(verdict.error()).contains("not over after 0.3s");
    assertThat(verdict.steps()).hasSize(1);
  }

  @Test
  void impatiencePlaysNothingBeyondTheFirstFailure() throws IOException {
    String step = "{\"http\": {\"path\": \"/v1/none\"}, \"expect\": {\"status\": 200}}";
    assertThat(play(Patience.SHORT, step + "," + step).steps()).hasSize(1);
    assertThat(play(Patience.FULL, step + "," + step).steps()).hasSize(2);
  }

  private Verdict play(String steps) throws IOException {
    return play(Patience.FULL, steps);
  }

  private Verdict play(Patience patience, String steps) throws IOException {
    Path file = folder.resolve("test.json");
    Files.writeString(file, "{\"servers\": [{\"id\": \"web\"}], \"steps\": [" + steps + "]}");
    return Performance.play(Scenario.read(file), new Options(agent, null, false), patience);
  }
}
