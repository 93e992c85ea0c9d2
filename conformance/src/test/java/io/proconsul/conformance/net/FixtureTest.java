package io.proconsul.conformance.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.codec.Value;
import io.proconsul.conformance.match.Json;
import io.proconsul.conformance.match.JsonPath;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fixture servers and the HTTP client, against each other. */
class FixtureTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private PortBlock ports;
  private Fixture server;
  private int port;

  @BeforeEach
  void start() throws IOException {
    ports = PortBlock.reserve();
    port = ports.take();
    server = new Fixture(
        object("{\"status\": 201, \"body\": \"ok\", \"headers\": {\"X-A\": \"b\"}}"), port);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    ports.close();
  }

  @Test
  void answersAsToldAndRemembersTheRequest() throws IOException {
    HttpAnswer answer = send("PUT", "/a%2Fb?c=d", "body", false);
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("x-a")).isEqualTo("b");
    assertThat(text(answer)).isEqualTo("ok");
    assertThat(JsonPath.find(server.requests(), "$.count")).isEqualTo(new Value.Int(1));
    assertThat(Json.show(JsonPath.find(server.requests(), "$.last")))
        .contains(
            "\"method\": \"PUT\"",
            "\"path\": \"/a%2Fb?c=d\"",
            "\"body\": \"body\"",
            "\"X-Sent\": \"yes\"");
    server.clear();
    assertThat(Json.compact(server.requests())).isEqualTo("{\"count\": 0, \"last\": null}");
  }

  @Test
  void takesBodiesInChunks() throws IOException {
    send("POST", "/", "x".repeat(2500), true);
    assertThat(JsonPath.find(server.requests(), "$.last.body.length"))
        .isEqualTo(new Value.Int(2500));
  }

  @Test
  void changesItsBehaviour() throws IOException {
    server.set(
        object("{\"body_times\": 3, \"paths\": {\"/x\": {\"status\": 500, \"body\": \"no\"}}}"));
    assertThat(text(send("GET", "/", null, false))).isEqualTo("okokok");
    assertThat(send("GET", "/x?y", null, false).status()).isEqualTo(500);
  }

  @Test
  void headHasNoBody() throws IOException {
    HttpAnswer answer = send("HEAD", "/", null, false);
    assertThat(answer.header("Content-Length")).isEqualTo("2");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void goesDownAndComesUpAgain() throws IOException {
    server.set(object("{\"up\": false}"));
    assertThatThrownBy(() -> send("GET", "/", null, false)).isInstanceOf(ConnectException.class);
    server.set(object("{\"up\": true}"));
    assertThat(send("GET", "/", null, false).status()).isEqualTo(201);
  }

  @Test
  void otherVersionsOfHttpAreRefused() throws IOException {
    HttpRequest request = HttpRequest.of("PRI", "* HTTP/2.0", Map.of(), TIMEOUT);
    assertThat(HttpExchange.plain(port).send(request).status()).isEqualTo(400);
  }

  @Test
  void streamIsReadForATime() throws IOException {
    server.set(object("{\"headers\": {\"Content-Length\": \"9\"}}"));
    HttpRequest request =
        HttpRequest.of("GET", "/", Map.of(), TIMEOUT).readingFor(Duration.ofSeconds(2));
    assertThat(text(HttpExchange.plain(port).send(request))).isEqualTo("ok");
  }

  private HttpAnswer send(String method, String path, @Nullable String body, boolean chunked)
      throws IOException {
    HttpRequest request = HttpRequest.of(method, path, Map.of("X-Sent", "yes"), TIMEOUT);
    if (body != null) {
      request = request.withBody(body.getBytes(StandardCharsets.UTF_8), chunked);
    }
    return HttpExchange.plain(port).send(request);
  }

  private static String text(HttpAnswer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static Value.Obj object(String json) {
    return (Value.Obj) Json.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
