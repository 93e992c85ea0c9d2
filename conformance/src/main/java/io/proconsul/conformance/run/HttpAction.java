package io.proconsul.conformance.run;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import io.proconsul.conformance.agent.AgentUnderTest;
import io.proconsul.conformance.match.Json;
import io.proconsul.conformance.net.ClientTls;
import io.proconsul.conformance.net.Failure;
import io.proconsul.conformance.net.HttpAnswer;
import io.proconsul.conformance.net.HttpExchange;
import io.proconsul.conformance.net.HttpRequest;
import io.proconsul.conformance.scenario.Action;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Sends a scenario's HTTP request and takes the answer apart. */
record HttpAction(Stage stage) {
  private static final double TIMEOUT_SECONDS = 30;

  Outcome perform(Action.Http action) throws IOException {
    Value.Obj object = stage.variables().substitute(action.request());
    Fields fields = new Fields("http", object);
    HttpRequest request = request(object, fields);
    HttpExchange exchange = exchange(object.get("tls"), stage.agent(action.on()));
    long start = System.nanoTime();
    try {
      HttpAnswer answer = exchange.send(request);
      Outcome outcome = outcome(answer).tookSince(start);
      if (fields.has("save_file")) {
        Files.write(stage.folder().file(fields.string("save_file")), outcome.data());
      }
      return outcome;
    } catch (IOException e) {
      return Outcome.failed(Failure.describe(e));
    }
  }

  private HttpRequest request(Value.Obj object, Fields fields) throws IOException {
    Map<String, String> sent = fields.stringMap("headers");
    Map<String, String> headers = new LinkedHashMap<>(sent == null ? Map.of() : sent);
    if (!fields.string("token").isEmpty()) {
      headers.put("X-Consul-Token", fields.string("token"));
    }
    double timeout = fields.has("timeout") ? fields.number("timeout") : TIMEOUT_SECONDS;
    HttpRequest request = HttpRequest.of(
        fields.has("method") ? fields.string("method") : "GET",
        fields.string("path"),
        headers,
        stage.deadline().duration(timeout));
    byte[] body = new HttpBody(stage.folder(), object).bytes();
    if (body != null) {
      request = request.withBody(body, fields.bool("chunked"));
    }
    return fields.has("read_for")
        ? request.readingFor(stage.deadline().duration(fields.number("read_for")))
        : request;
  }

  private HttpExchange exchange(@Nullable Value tls, @Nullable AgentUnderTest agent)
      throws IOException {
    boolean secure = tls instanceof Value.Obj || new Value.Bool(true).equals(tls);
    if (!secure) {
      return HttpExchange.plain(port(agent, "http_port"));
    }
    if (tls instanceof Value.Obj identity && identity.get("cert") != null) {
      Fields files = new Fields("tls", identity);
      return HttpExchange.tls(
          port(agent, "https_port"),
          ClientTls.context(
              stage.folder().file(files.string("cert")), stage.folder().file(files.string("key"))));
    }
    return HttpExchange.tls(port(agent, "https_port"), ClientTls.context(null, null));
  }

  private int port(@Nullable AgentUnderTest agent, String name) {
    if (stage.variable(agent, name) instanceof Value.Int(long port)) {
      return (int) port;
    }
    throw new IllegalArgumentException("the scenario has no agent to send to");
  }

  private static Outcome outcome(HttpAnswer answer) {
    byte[] data = answer.header("Content-Encoding").contains("gzip")
        ? unzipped(answer.body())
        : answer.body();
    Map<String, Value> parts = new LinkedHashMap<>();
    parts.put("status", new Value.Int(answer.status()));
    parts.put("text", Outcome.text(data));
    return new Outcome(null, 0, parts, answer.headers(), data).with("json", Json.parseOrNull(data));
  }

  /** The bytes themselves when they are not what the header says. */
  private static byte[] unzipped(byte[] body) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return in.readAllBytes();
    } catch (IOException e) {
      return body;
    }
  }
}
