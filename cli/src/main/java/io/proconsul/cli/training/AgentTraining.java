package io.proconsul.cli.training;

import io.proconsul.agent.Consul;
import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.config.load.AgentArguments;
import io.proconsul.agent.config.load.ConfigLoader;
import io.proconsul.cli.logging.LogOutput;
import io.proconsul.client.Call;
import io.proconsul.client.ClientConfig;
import io.proconsul.client.ConsulClient;
import io.proconsul.client.QueryOptions;
import io.proconsul.model.KvEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Starts an agent as {@code consul agent -dev} does, asks it what a first user asks, and stops it;
 * then a server that keeps its data, which it asks the same again and again, since the cache holds
 * what the JVM learned of hot methods, too. Their ports are free ones, so that a build disturbs
 * nobody.
 */
final class AgentTraining {
  private static final int DNS_TIMEOUT_MILLIS = 2_000;
  private static final int ROUNDS = 300;

  /** A question for the A records of {@code web.service.consul}. */
  private static final byte[] QUESTION = {
    0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3, 'w', 'e', 'b', 7, 's', 'e', 'r', 'v', 'i', 'c', 'e', 6,
    'c', 'o', 'n', 's', 'u', 'l', 0, 0, 1, 0, 1
  };

  private AgentTraining() {}

  static void run() {
    LogOutput.start(new LogOutput.Settings("INFO", false, Optional.empty()));
    new ConfigLoader().load(AgentArguments.of(List.of(new AgentArguments.Given("dev", "true"))));
    try {
      train(AgentConfig.dev(), 1);
      Path folder = Files.createTempDirectory("training");
      try {
        train(AgentConfig.server(folder), ROUNDS);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void train(AgentConfig config, int rounds) throws IOException {
    try (Consul consul = Consul.start(config)) {
      InetSocketAddress http = consul.httpAddress();
      ConsulClient client = new ConsulClient(ClientConfig.of("127.0.0.1:" + http.getPort()));
      for (int i = 0; i < rounds; i++) {
        ask(client);
        for (InetSocketAddress dns : consul.dnsAddresses()) {
          ask(dns);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void ask(ConsulClient client) {
    byte[] value = "1".getBytes(StandardCharsets.UTF_8);
    client.kv().put(KvEntry.of("a", value, 0));
    client.kv().get("a", QueryOptions.DEFAULT);
    client.kv().list("", QueryOptions.DEFAULT);
    client.kv().delete("a");
    send(client, Call.put("/v1/agent/service/register", utf8("{\"Name\":\"web\",\"Port\":80}")));
    send(client, Call.put("/v1/catalog/register", utf8("""
        {"Node":"n","Address":"127.0.0.1","Service":{"Service":"web","Port":80}}""")));
    send(client, Call.get("/v1/catalog/nodes"));
    send(client, Call.get("/v1/catalog/services"));
    send(client, Call.get("/v1/health/service/web").with("passing", "1"));
    send(client, Call.get("/v1/agent/self"));
    send(client, Call.get("/v1/agent/members"));
    send(client, Call.get("/v1/status/leader"));
    send(client, Call.get("/v1/connect/ca/roots"));
  }

  /** Whatever the answer: what counts is the way to it. */
  private static void send(ConsulClient client, Call call) {
    if (client.send(call).status() == 0) {
      throw new IllegalStateException("an answer without a status");
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void ask(InetSocketAddress dns) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(DNS_TIMEOUT_MILLIS);
      socket.send(new DatagramPacket(QUESTION, QUESTION.length, dns));
      socket.receive(new DatagramPacket(new byte[512], 512));
    }
  }
}
