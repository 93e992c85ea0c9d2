package io.proconsul.chaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.proconsul.codec.Value;
import io.proconsul.conformance.match.Json;
import io.proconsul.conformance.match.JsonPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;

/**
 * A program that a chaos run takes for a server, but that keeps nothing on disk: what it has
 * acknowledged is gone once it is killed. Enough of the KV store and sessions for the clients.
 */
final class ForgetfulServer {
  private record Entry(String value, long index, String session) {}

  private final Map<String, Entry> entries = new HashMap<>();
  private long index;

  private ForgetfulServer() {}

  /** Arguments as an agent's: {@code agent -config-file FILE}. */
  public static void main(String[] args) throws IOException {
    Value config = Json.parse(Files.readAllBytes(Path.of(args[2])));
    int port =
        JsonPath.find(config, "$.ports.http") instanceof Value.Int(long http) ? (int) http : 0;
    String host = JsonPath.find(config, "$.client_addr") instanceof Value.Str(String given)
        ? given
        : "127.0.0.1";
    InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral(host), port);
    HttpServer server = HttpServer.create(address, 100);
    ForgetfulServer store = new ForgetfulServer();
    server.createContext("/", store::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String path = exchange.getRequestURI().getPath();
      String query = String.valueOf(exchange.getRequestURI().getRawQuery());
      boolean get = exchange.getRequestMethod().equals("GET");
      String answer = path.startsWith("/v1/kv/")
          ? get ? read(path.substring(7), query) : write(path.substring(7), query, body)
          : other(path);
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.isEmpty() ? 404 : 200, Math.max(1, bytes.length));
      exchange.getResponseBody().write(answer.isEmpty() ? new byte[1] : bytes);
    }
  }

  private synchronized String other(String path) {
    if (path.equals("/v1/session/create")) {
      return "{\"ID\": \"" + UUID.randomUUID() + "\"}";
    }
    if (path.equals("/v1/agent/leave")) {
      Runtime.getRuntime().halt(0);
    }
    if (path.startsWith("/v1/session/destroy/")) {
      String session = path.substring("/v1/session/destroy/".length());
      entries.replaceAll((_, entry) ->
          entry.session().equals(session) ? new Entry(entry.value(), ++index, "") : entry);
    }
    return "true";
  }

  private synchronized String read(String key, String query) {
    if (query.contains("keys")) {
      return "["
          + String.join(",", entries.keySet().stream().map(k -> '"' + k + '"').toList()) + "]";
    }
    Entry entry = entries.get(key);
    return entry == null
        ? ""
        : "[{\"Value\": \"" + encoded(entry.value()) + "\", \"ModifyIndex\": " + entry.index()
            + ", \"Session\": \"" + entry.session() + "\"}]";
  }

  private synchronized String write(String key, String query, String body) {
    Entry before = entries.getOrDefault(key, new Entry("", 0, ""));
    String argument = query.substring(query.indexOf('=') + 1);
    String session = before.session();
    boolean holds = true;
    if (query.startsWith("cas=")) {
      holds = before.index() == Long.parseLong(argument);
    } else if (query.startsWith("acquire=")) {
      holds = session.isEmpty() || session.equals(argument);
      session = argument;
    } else if (query.startsWith("release=")) {
      holds = session.equals(argument);
      session = "";
    }
    if (holds) {
      entries.put(key, new Entry(body, ++index, session));
    }
    return String.valueOf(holds);
  }

  private static String encoded(String value) {
    return Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
  }
}
