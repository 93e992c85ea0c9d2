package io.proconsul.agent.datacenter;

import io.proconsul.agent.config.Addresses;
import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.config.ChecksConfig;
import io.proconsul.agent.config.ClusterConfig;
import io.proconsul.agent.config.ConnectConfig;
import io.proconsul.agent.config.Definitions;
import io.proconsul.agent.config.DnsConfig;
import io.proconsul.agent.config.GossipEncryption;
import io.proconsul.agent.config.HttpConfig;
import io.proconsul.agent.config.Identity;
import io.proconsul.agent.config.Limits;
import io.proconsul.agent.config.Operation;
import io.proconsul.agent.config.Performance;
import io.proconsul.agent.config.PoolConfig;
import io.proconsul.agent.config.Ports;
import io.proconsul.agent.config.Role;
import io.proconsul.agent.config.TlsConfig;
import io.proconsul.model.cluster.AutopilotConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** The agents of a datacenter, with quick timing; each may be ended and started again. */
final class TestingDatacenter implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Quick, yet a machine that stands still for two seconds makes nobody fail. */
  private static final PoolConfig.Timing QUICK = new PoolConfig.Timing(
      3, Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofMillis(200), 4, 8);

  private final Path folder;
  private final String name;
  final List<TestingAgent> agents = new ArrayList<>();

  /** Keys for gossip; empty for none. */
  String key = "";

  TlsConfig tls = TlsConfig.NONE;

  boolean coordinates = true;

  /** For HTTPS, which is not served without. */
  TlsConfig https = TlsConfig.NONE;

  /** How long requests wait out elections and other trouble: as long as those take here. */
  Duration hold = Duration.ofSeconds(45);

  TestingDatacenter(Path folder, String name) {
    this.folder = folder.resolve(name);
    this.name = name;
  }

  /** Waits until an assertion holds. */
  static void soon(ThrowingRunnable assertion) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(assertion);
  }

  /** That many servers which found a cluster, joined. */
  TestingDatacenter found(int servers) throws IOException {
    for (int i = 1; i <= servers; i++) {
      start(server("s" + i, servers, "127.0.0.1"));
    }
    return this;
  }

  AgentConfig server(String node, int expect, String address) {
    return config(node, new Role(false, true, expect, Optional.of(folder.resolve(node))), address);
  }

  AgentConfig client(String node) {
    Role role = new Role(false, false, 0, Optional.of(folder.resolve(node)));
    return config(node, role, "127.0.0.1");
  }

  private AgentConfig config(String node, Role role, String address) {
    String id =
        UUID.nameUUIDFromBytes((name + node).getBytes(StandardCharsets.UTF_8)).toString();
    List<String> local = List.of("127.0.0.1");
    ClusterConfig standard = ClusterConfig.DEFAULT;
    List<String> join = agents.isEmpty() ? List.of() : List.of(agents.getFirst().gossip(false));
    return new AgentConfig(
        new Identity(node, id, name, "consul", "", Map.of()),
        role,
        new Addresses(address, address, address, local, local, local),
        ports(),
        HttpConfig.DEFAULT,
        DnsConfig.DEFAULT,
        Limits.DEFAULT,
        new Performance(2, hold, Duration.ofSeconds(10), Duration.ofSeconds(5)),
        ChecksConfig.DEFAULT,
        Definitions.NONE,
        operation(),
        new ClusterConfig(
            quick(standard.lan()).joining(join, Duration.ofMillis(200)),
            quick(standard.wan()),
            new GossipEncryption(key, true, true, true),
            false,
            Duration.ZERO,
            autopilot(),
            Duration.ZERO,
            coordinates),
        ConnectConfig.DEFAULT);
  }

  private Ports ports() {
    Ports any = Ports.any();
    return https.equals(TlsConfig.NONE)
        ? any
        : new Ports(
            any.http(),
            0,
            any.dns(),
            any.server(),
            any.serfLan(),
            any.serfWan(),
            any.grpc(),
            any.grpcTls());
  }

  private Operation operation() {
    Operation standard = Operation.DEFAULT;
    return new Operation(
        standard.log(),
        standard.process(),
        standard.ui(),
        https,
        tls,
        standard.telemetry(),
        List.of());
  }

  private static PoolConfig quick(PoolConfig pool) {
    return new PoolConfig(
        pool.bind(),
        pool.allowedCidrs(),
        pool.join(),
        pool.retryInterval(),
        pool.retryMax(),
        pool.reconnectTimeout(),
        QUICK);
  }

  private static AutopilotConfiguration autopilot() {
    AutopilotConfiguration standard = AutopilotConfiguration.DEFAULT;
    return new AutopilotConfiguration(
        true,
        standard.lastContactThreshold(),
        standard.maxTrailingLogs(),
        0,
        Duration.ofMillis(200),
        "",
        false,
        "",
        0,
        0);
  }

  TestingAgent start(AgentConfig config) throws IOException {
    TestingAgent agent = new TestingAgent(config);
    agents.add(agent);
    return agent;
  }

  /** Starts one where it was before, once nobody else has its ports for a connection. */
  TestingAgent startAgain(AgentConfig config) {
    TestingAgent[] started = new TestingAgent[1];
    soon(() -> {
      try {
        started[0] = start(config);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    });
    return started[0];
  }

  /** Which leads, when all agree. */
  TestingAgent leader() {
    TestingAgent[] found = new TestingAgent[1];
    soon(() -> {
      List<String> told =
          agents.stream().map(agent -> agent.get("/status/leader")).distinct().toList();
      if (told.size() != 1 || told.getFirst().length() < 5) {
        throw new AssertionError("no one leader: " + told);
      }
      found[0] = agents.stream()
          .filter(agent -> agent.get("/agent/self").contains("\"leader\":\"true\""))
          .findFirst()
          .orElseThrow(() -> new AssertionError("nobody says that it leads"));
    });
    return found[0];
  }

  /** Another than the leader. */
  TestingAgent follower() {
    TestingAgent leader = leader();
    return agents.stream()
        .filter(agent -> agent != leader && agent.config.role().server())
        .findFirst()
        .orElseThrow();
  }

  /** Ends it without a word to others. */
  void kill(TestingAgent agent) {
    agents.remove(agent);
    agent.close();
  }

  @Override
  public void close() {
    agents.reversed().forEach(TestingAgent::close);
    agents.clear();
  }
}
