package io.proconsul.agent.datacenter;

import io.proconsul.agent.Consul;
import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.config.Ports;
import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Value;
import io.proconsul.codec.json.JsonReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** An agent as its users see it. */
final class TestingAgent implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  final AgentConfig config;
  final Consul consul;

  /** What a reload finds. */
  volatile Optional<AgentConfig> written = Optional.empty();

  /** Down when the agent has left and asks for its end. */
  final CountDownLatch toldToEnd = new CountDownLatch(1);

  TestingAgent(AgentConfig config) throws IOException {
    this.config = config;
    consul = Consul.start(config, new Consul.Orders() {
      @Override
      public Optional<AgentConfig> read() {
        return written;
      }

      @Override
      public void leave() {
        toldToEnd.countDown();
      }
    });
  }

  String name() {
    return config.identity().nodeName();
  }

  HttpResponse<String> send(String method, String path, String body) {
    return begin(method, path, body).join();
  }

  CompletableFuture<HttpResponse<String>> begin(String method, String path, String body) {
    HttpRequest request =
        request(path).method(method, HttpRequest.BodyPublishers.ofString(body)).build();
    return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    InetSocketAddress at = consul.httpAddress();
    return HttpRequest.newBuilder(
            URI.create("http://" + at.getHostString() + ":" + at.getPort() + "/v1" + path))
        .timeout(PATIENCE);
  }

  /** What is no text. */
  byte[] bytes(String path) {
    return HTTP.sendAsync(request(path).build(), HttpResponse.BodyHandlers.ofByteArray())
        .join()
        .body();
  }

  HttpResponse<String> put(String path, byte[] body) {
    HttpRequest request =
        request(path).PUT(HttpRequest.BodyPublishers.ofByteArray(body)).build();
    return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
  }

  String get(String path) {
    return send("GET", path, "").body();
  }

  String put(String path, String body) {
    return send("PUT", path, body).body();
  }

  Value json(String path) {
    String answer = get(path);
    try {
      return JsonReader.parse(answer.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    } catch (DecodeException e) {
      // Without a leader it is a sentence. Who waits for an answer goes on waiting.
      throw new AssertionError(path + ": " + answer, e);
    }
  }

  List<Value> list(String path) {
    return json(path) instanceof Value.Arr(List<Value> values) ? values : List.of();
  }

  /** That field of each object of a list. */
  List<String> texts(String path, String field) {
    return list(path).stream().map(value -> text(value, field)).toList();
  }

  /** A field of an object, or of objects in it: {@code Node.Address}. */
  static String text(Value value, String field) {
    Value at = value;
    for (String part : field.split("\\.")) {
      at = at instanceof Value.Obj object ? object.get(part) : null;
    }
    return switch (at) {
      case Value.Str(String text) -> text;
      case Value.Int(long number) -> Long.toString(number);
      case Value.Bool(boolean flag) -> Boolean.toString(flag);
      case null, default -> String.valueOf(at);
    };
  }

  /** {@code host:port} of a pool. */
  String gossip(boolean wan) {
    String own = wan ? name() + "." + config.identity().datacenter() : name();
    return list("/agent/members" + (wan ? "?wan=1" : "")).stream()
        .filter(member -> text(member, "Name").equals(own))
        .map(member -> text(member, "Addr") + ":" + text(member, "Port"))
        .findFirst()
        .orElseThrow();
  }

  /** Its configuration with the ports that it got, to start it again where it was. */
  AgentConfig there() {
    String server = list("/agent/members").stream()
        .filter(member -> text(member, "Name").equals(name()))
        .map(member -> text(member, "Tags.port"))
        .findFirst()
        .orElseThrow();
    return config.with(
        new Ports(0, -1, 0, Integer.parseInt(server), port(false), port(true), -1, -1));
  }

  private int port(boolean wan) {
    String address = gossip(wan);
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  /** Names of members with that status: 1 alive, 3 left, 4 failed. */
  List<String> members(boolean wan, int status) {
    return list("/agent/members" + (wan ? "?wan=1" : "")).stream()
        .filter(member -> text(member, "Status").equals(Integer.toString(status)))
        .map(member -> text(member, "Name"))
        .sorted()
        .toList();
  }

  /** The addresses that DNS tells of a name. */
  List<String> dns(String name) throws IOException {
    Message query =
        Message.newQuery(Record.newRecord(Name.fromString(name + "."), Type.A, DClass.IN));
    SimpleResolver resolver = new SimpleResolver(consul.dnsAddresses().getFirst());
    resolver.setTimeout(PATIENCE);
    return resolver.send(query).getSection(Section.ANSWER).stream()
        .filter(ARecord.class::isInstance)
        .map(record -> ((ARecord) record).getAddress().getHostAddress())
        .sorted()
        .toList();
  }

  /** Leaves, as {@code consul leave} has it do, and ends. */
  void leave() throws InterruptedException {
    put("/agent/leave", "");
    if (!toldToEnd.await(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)) {
      throw new AssertionError("it did not leave");
    }
    close();
  }

  @Override
  public void close() {
    consul.close();
  }
}
