package io.proconsul.chaos.datacenter;

import io.proconsul.chaos.site.Host;
import io.proconsul.codec.Value;
import io.proconsul.conformance.match.Json;
import io.proconsul.conformance.net.HttpAnswer;
import io.proconsul.conformance.net.HttpExchange;
import io.proconsul.conformance.net.HttpRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One agent's HTTP API, a connection for each request. Any thread that has entered the site. */
public record AgentApi(Host host, Duration timeout) {
  public AgentApi within(Duration other) {
    return new AgentApi(host, other);
  }

  public HttpAnswer get(String path) throws IOException {
    return send(HttpRequest.of("GET", path, Map.of(), timeout));
  }

  public HttpAnswer put(String path, String body) throws IOException {
    return send(HttpRequest.of("PUT", path, Map.of(), timeout)
        .withBody(body.getBytes(StandardCharsets.UTF_8), false));
  }

  /** Whether the answer is {@code true}, {@code false} or, with any other status, neither. */
  public static @Nullable Boolean flag(HttpAnswer answer) {
    String text = text(answer).strip();
    boolean flag = answer.status() == 200 && (text.equals("true") || text.equals("false"));
    return flag ? Boolean.valueOf(text) : null;
  }

  public static String text(HttpAnswer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  /** Null when it is no JSON or the status is not 200. */
  public static @Nullable Value json(HttpAnswer answer) {
    return answer.status() == 200 ? Json.parseOrNull(answer.body()) : null;
  }

  private HttpAnswer send(HttpRequest request) throws IOException {
    return HttpExchange.plain(host.address(), host.port("http")).send(request);
  }
}
