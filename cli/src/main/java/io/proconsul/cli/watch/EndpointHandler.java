package io.proconsul.cli.watch;

import io.proconsul.agent.config.WatchConfig;
import io.proconsul.cli.api.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Sends each value to an HTTP endpoint. Used by one watch's thread. */
final class EndpointHandler implements WatchLoop.Handler {
  private static final int LAST_GOOD = 299;

  private final WatchConfig.Endpoint endpoint;
  private final HttpClient http;

  EndpointHandler(WatchConfig.Endpoint endpoint) {
    this.endpoint = endpoint;
    http = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(endpoint.timeout())
        .build();
  }

  @Override
  public boolean handle(WatchQuery query, WatchQuery.Result result) throws Failure {
    try {
      HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint.url()))
          .timeout(endpoint.timeout())
          .method(
              endpoint.method(),
              HttpRequest.BodyPublishers.ofByteArray(query.json(result.answer(), false)))
          .header("Content-Type", "application/json")
          .header("X-Consul-Index", Long.toUnsignedString(result.index()));
      endpoint
          .header()
          .forEach(
              (name, values) -> values.forEach(value -> request.header(canonical(name), value)));
      HttpResponse<Void> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.discarding());
      if (answer.statusCode() > LAST_GOOD) {
        throw new Failure("watch handler " + endpoint.url() + " answered " + answer.statusCode());
      }
      return true;
    } catch (IOException | IllegalArgumentException e) {
      throw new Failure("watch handler " + endpoint.url() + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted");
    }
  }

  /** As Go writes names of headers: each part begins with a capital. */
  private static String canonical(String name) {
    StringBuilder result = new StringBuilder(name.length());
    boolean first = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      result.append(first ? Character.toUpperCase(c) : Character.toLowerCase(c));
      first = c == '-';
    }
    return result.toString();
  }
}
