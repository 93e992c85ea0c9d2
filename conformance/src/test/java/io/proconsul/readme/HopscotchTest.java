package io.proconsul.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.proconsul.agent.Consul;
import io.proconsul.agent.config.load.AgentArguments;
import io.proconsul.agent.config.load.ConfigLoader;
import io.proconsul.process.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * The story of {@code examples/hopscotch} over real sockets: registered, checked, found over DNS,
 * gone when it breaks, back when it is well.
 */
class HopscotchTest {
  /** The check's interval in services.json, its timeout, and a machine as slow as may be. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final List<String> OTHER_PORTS =
      List.of("dns-port", "server-port", "serf-lan-port", "serf-wan-port");

  private final Map<String, HttpServer> instances = new HashMap<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private int port;
  private Consul consul;

  @BeforeEach
  void startEverything(@TempDir Path folder) throws IOException {
    port = FreePorts.take();
    start("127.0.0.2");
    start("127.0.0.3");
    String services = Files.readString(Shell.ROOT.resolve("examples/hopscotch/services.json"))
        .replace("18084", Integer.toString(port));
    Path file = Files.writeString(folder.resolve("services.json"), services);
    List<AgentArguments.Given> flags = new ArrayList<>();
    flags.add(new AgentArguments.Given("dev", "true"));
    flags.add(new AgentArguments.Given("node", "hop"));
    flags.add(new AgentArguments.Given("http-port", Integer.toString(FreePorts.take())));
    List<Integer> ports = FreePorts.take(OTHER_PORTS.size());
    for (int i = 0; i < ports.size(); i++) {
      flags.add(new AgentArguments.Given(OTHER_PORTS.get(i), Integer.toString(ports.get(i))));
    }
    flags.add(new AgentArguments.Given("config-file", file.toString()));
    consul = Consul.start(new ConfigLoader().load(AgentArguments.of(flags)).config());
  }

  @AfterEach
  void stopEverything() {
    consul.close();
    instances.values().forEach(server -> server.stop(0));
    client.close();
  }

  @Test
  void aBrokenInstanceLeavesAndComesBack() throws Exception {
    untilResolved("hopscotch.service.consul", "127.0.0.2", "127.0.0.3");
    assertThat(resolve("red.hopscotch.service.consul")).containsExactly("127.0.0.2");
    assertThat(resolve("blue.hopscotch.service.consul")).containsExactly("127.0.0.3");
    HttpResponse<String> before = healthy(0, "1s").join();
    assertThat(before.body()).contains("hopscotch-1", "hopscotch-2");

    CompletableFuture<HttpResponse<String>> blocked = healthy(index(before), "80s");
    stop("127.0.0.2");
    HttpResponse<String> broken = blocked.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(broken.body()).contains("hopscotch-2").doesNotContain("hopscotch-1");
    assertThat(index(broken)).isGreaterThan(index(before));
    assertThat(resolve("hopscotch.service.consul")).containsExactly("127.0.0.3");
    assertThat(resolve("red.hopscotch.service.consul")).isEmpty();
    assertThat(get("/v1/health/checks/hopscotch?filter=Status==critical").body())
        .contains("hopscotch-1-http")
        .doesNotContain("hopscotch-2-http");

    CompletableFuture<HttpResponse<String>> waiting = healthy(index(broken), "80s");
    start("127.0.0.2");
    HttpResponse<String> back = waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(back.body()).contains("hopscotch-1", "hopscotch-2");
    untilResolved("hopscotch.service.consul", "127.0.0.2", "127.0.0.3");
  }

  private void start(String address) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 0);
    server.createContext("/", exchange -> {
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
    });
    server.start();
    instances.put(address, server);
  }

  private void stop(String address) {
    HttpServer server = instances.remove(address);
    assertThat(server).isNotNull();
    server.stop(0);
  }

  private CompletableFuture<HttpResponse<String>> healthy(long index, String patience) {
    String path = "/v1/health/service/hopscotch?passing&index=" + index + "&wait=" + patience;
    return client.sendAsync(request(path), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path), BodyHandlers.ofString());
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + consul.httpAddress().getPort() + path))
        .build();
  }

  private static long index(HttpResponse<String> response) {
    return Long.parseLong(response.headers().firstValue("X-Consul-Index").orElseThrow());
  }

  private void untilResolved(String name, String... addresses) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(resolve(name)).containsExactlyInAnyOrder(addresses));
  }

  private List<String> resolve(String name) throws IOException {
    SimpleResolver resolver = new SimpleResolver(InetAddress.getLoopbackAddress());
    resolver.setPort(consul.dnsAddresses().get(0).getPort());
    Record question = Record.newRecord(Name.fromString(name + "."), Type.A, DClass.IN);
    return resolver.send(Message.newQuery(question)).getSection(Section.ANSWER).stream()
        .map(record -> ((ARecord) record).getAddress().getHostAddress())
        .toList();
  }
}
