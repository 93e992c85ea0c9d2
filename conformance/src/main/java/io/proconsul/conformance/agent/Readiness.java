package io.proconsul.conformance.agent;

import io.proconsul.codec.Value;
import io.proconsul.conformance.match.Json;
import io.proconsul.conformance.match.JsonPath;
import io.proconsul.conformance.match.Variables;
import io.proconsul.conformance.net.HttpAnswer;
import io.proconsul.conformance.net.HttpExchange;
import io.proconsul.conformance.net.HttpRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Waits until an agent is ready in the sense that its scenario asks for. Where ACLs hide the
 * catalog, a known leader has to do after a while.
 */
public final class Readiness {
  private static final Duration REQUEST = Duration.ofSeconds(10);
  private static final long PAUSE_MILLIS = 50;
  private static final double HIDDEN_SECONDS = 1;
  private static final double EMPTY_SECONDS = 3;
  private static final double PARTIAL_SECONDS = 8;

  private final AgentUnderTest agent;
  private final Map<String, String> headers;
  private final boolean hasToken;
  private long leaderSince;

  private Readiness(AgentUnderTest agent, Variables variables) {
    this.agent = agent;
    String token = agent.readyToken();
    this.hasToken = !token.isEmpty();
    this.headers = hasToken ? Map.of("X-Consul-Token", variables.substitute(token)) : Map.of();
  }

  /** @throws StartFailure when it has ended or the time is over */
  public static void await(AgentUnderTest agent, Variables variables, double seconds)
      throws IOException {
    if (agent.definition().ready().equals("none")) {
      return;
    }
    Readiness readiness = new Readiness(agent, variables);
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while (System.nanoTime() < end) {
      if (agent.hasEnded()) {
        throw new StartFailure("agent " + agent.definition().id() + " ended with "
            + agent.exitCode().orElse(-1) + " before it was ready:\n" + agent.logTail());
      }
      if (readiness.reached()) {
        return;
      }
      pause();
    }
    throw new StartFailure("agent " + agent.definition().id() + " not ready after " + seconds
        + "s:\n" + agent.logTail());
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while an agent started");
    }
  }

  private boolean reached() {
    try {
      return switch (agent.definition().ready()) {
        case "http" -> get("/v1/agent/self").status() > 0;
        case "leader" -> leaderKnown();
        default -> leaderKnown() && catalogReached();
      };
    } catch (IOException e) {
      return false;
    }
  }

  private boolean leaderKnown() throws IOException {
    HttpAnswer answer = get("/v1/status/leader");
    boolean known = answer.status() == 200
        && Json.parseOrNull(answer.body()) instanceof Value.Str(String leader)
        && !leader.isEmpty();
    if (known && leaderSince == 0) {
      leaderSince = System.nanoTime();
    }
    return known;
  }

  private boolean catalogReached() throws IOException {
    String node = URLEncoder.encode(agent.node(), StandardCharsets.UTF_8).replace("+", "%20");
    HttpAnswer answer = get("/v1/catalog/node/" + node);
    Value catalog = answer.status() == 200 ? Json.parseOrNull(answer.body()) : null;
    boolean known = JsonPath.find(catalog, "$.Node") instanceof Value.Obj;
    int status = answer.status();
    if (JsonPath.find(catalog, "$.Node.TaggedAddresses") instanceof Value.Obj) {
      HttpAnswer health = get("/v1/health/node/" + node);
      if (health.status() == 200 && hasSerfHealth(Json.parseOrNull(health.body()))) {
        return true;
      }
      status = health.status();
    }
    double waited = (System.nanoTime() - leaderSince) / 1e9;
    boolean hidden = (status == 403 || status == 500) && !hasToken && waited > HIDDEN_SECONDS;
    boolean empty = catalog instanceof Value.Nil && usesAcl() && waited > EMPTY_SECONDS;
    return hidden || empty || known && waited > PARTIAL_SECONDS;
  }

  private boolean usesAcl() {
    return !agent.definition().acl().fields().isEmpty()
        || agent.definition().config().get("acl") != null;
  }

  private static boolean hasSerfHealth(@Nullable Value checks) {
    return checks instanceof Value.Arr(List<Value> values)
        && values.stream()
            .anyMatch(
                check -> new Value.Str("serfHealth").equals(JsonPath.find(check, "$.CheckID")));
  }

  private HttpAnswer get(String path) throws IOException {
    return HttpExchange.plain(agent.port("http_port"))
        .send(HttpRequest.of("GET", path, headers, REQUEST));
  }
}
