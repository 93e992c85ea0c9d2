package io.proconsul.core.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.codec.Value;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.command.AutopilotCommand;
import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.command.Command;
import io.proconsul.core.command.KvCommand;
import io.proconsul.core.command.SessionCommand;
import io.proconsul.core.operation.AutopilotOperation;
import io.proconsul.core.operation.CoordinateOperation;
import io.proconsul.core.operation.KeyringOperation;
import io.proconsul.core.query.CatalogQuery;
import io.proconsul.core.query.HealthQuery;
import io.proconsul.core.query.KvQuery;
import io.proconsul.core.query.Near;
import io.proconsul.core.run.Remote;
import io.proconsul.model.Coordinate;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.KvEntry;
import io.proconsul.model.Node;
import io.proconsul.model.NodeCoordinate;
import io.proconsul.model.ServiceInstance;
import io.proconsul.model.Session;
import io.proconsul.model.cluster.AutopilotConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Bytes that Go's MessagePack library, version 0.5.5 of go-msgpack, made of structures with
 * Consul's fields: {@code rpc-go.txt}.
 */
class GoBytesTest {
  private static final Instant SINCE = Instant.parse("2025-08-13T10:11:12.000000345Z");
  private static final Target HERE = new Target("", "");
  private static final ReadOptions PLAIN =
      new ReadOptions(false, false, 0, Duration.ZERO, Duration.ZERO, false, false, "");

  private final TestingRpc rpc = new TestingRpc();

  @Test
  void commandsAreRead() throws IOException {
    HealthCheck check = HealthCheck.of("n", "c", "c", "passing")
        .withDefinition(
            new Value.Obj(Map.of("HTTP", Value.of("http://x"), "Interval", Value.of("5s"))));
    Node node = new Node("", "n", "10.0.0.1", "dc2", null, null, 0, 0);
    assertThat(command("Catalog.Register"))
        .isEqualTo(new CatalogCommand.Register(
            node, ServiceInstance.of("w", "web", 80), List.of(check), false));
    assertThat(command("Session.Apply"))
        .isEqualTo(new SessionCommand.Create(new Session(
            TestingRpc.NEW_ID,
            "",
            "n",
            Duration.ofSeconds(15),
            "release",
            "10s",
            List.of("serfHealth"),
            null,
            0,
            0)));
    KvEntry entry = KvEntry.of("k", new byte[] {0, -1}, Long.MIN_VALUE);
    assertThat(command("KVS.Apply")).isEqualTo(new KvCommand.CompareAndSet(entry, 9));
    AutopilotConfiguration wanted = new AutopilotConfiguration(
        false, Duration.ofSeconds(1), 250, 0, Duration.ZERO, "", false, "", 0, 0);
    assertThat(command("Operator.AutopilotSetConfiguration"))
        .isEqualTo(new AutopilotCommand.CompareAndSet(wanted, 5));
  }

  @Test
  void questionsAreRead() throws IOException {
    var web = new HealthQuery.ServiceHealth("web", List.of("a"), Map.of(), false, false);
    assertThat(arrived("Health.ServiceNodes")).isInstanceOfSatisfying(Incoming.Ask.class, ask -> {
      assertThat(ask.read().query()).isEqualTo(new Near<>(web, "n"));
      assertThat(ask.options())
          .isEqualTo(new ReadOptions(
              true,
              false,
              7,
              Duration.ofMinutes(1),
              Duration.ZERO,
              false,
              false,
              "Node.Node == n"));
    });
  }

  @Test
  void operationsAreRead() throws IOException {
    var update = new CoordinateOperation.Update(new NodeCoordinate("n", "", Coordinate.ORIGIN));
    assertThat(arrived("Coordinate.Update"))
        .isInstanceOfSatisfying(
            Incoming.Perform.class, perform -> assertThat(perform.operation()).isEqualTo(update));
    assertThat(arrived("Status.Ping"))
        .isInstanceOfSatisfying(
            Incoming.Reply.class, reply -> assertThat(reply.body()).isEqualTo(bytes("80")));
  }

  @Test
  void answersAreRead() throws IOException {
    var services = decode(rpc.outgoing.ask(HERE, new CatalogQuery.Services(Map.of()), PLAIN));
    assertThat(services.meta().index()).isEqualTo(42);
    assertThat(services.meta().lastContactMillis()).isEqualTo(3);
    assertThat(services.meta().knownLeader()).isTrue();
    assertThat(services.result()).singleElement().satisfies(row -> {
      assertThat(row.service().service()).isEqualTo("web");
      assertThat(row.service().tags()).containsExactly("a", "b");
    });
    Remote.Reply<?> entry = decode(rpc.outgoing.ask(HERE, new KvQuery.Get("k"), PLAIN));
    assertThat(entry.result())
        .isEqualTo(java.util.Optional.of(KvEntry.of("k", new byte[] {'v'}, 0).withIndexes(1, 2)));
  }

  @Test
  void serversAreRead() throws IOException {
    var health = decode(rpc.outgoing.perform(HERE, new AutopilotOperation.Health()));
    assertThat(health.servers()).singleElement().satisfies(server -> {
      assertThat(server.serfStatus()).isEqualTo("alive");
      assertThat(server.stableSince()).isEqualTo(SINCE);
    });
    var state = decode(rpc.outgoing.perform(HERE, new AutopilotOperation.State()));
    assertThat(state.servers()).singleElement().satisfies(server -> {
      assertThat(server.status()).isEqualTo("leader");
      assertThat(server.health().stableSince()).isEqualTo(SINCE);
      assertThat(server.health().voter()).isTrue();
    });
    var keyring = decode(rpc.outgoing.perform(
        HERE, new KeyringOperation(KeyringOperation.Action.LIST, "", 0, false, false)));
    assertThat(keyring)
        .singleElement()
        .satisfies(pool -> assertThat(pool.keys()).isEqualTo(Map.of("k", 3)));
  }

  private Command<?> command(String method) throws IOException {
    return ((Incoming.Submit<?>) arrived(method)).command();
  }

  private Incoming arrived(String method) throws IOException {
    return rpc.methods.read(method, find("ARGS " + method));
  }

  private static <R> R decode(Call<R> call) throws IOException {
    return call.decode(find("REPLY " + call.method()));
  }

  private static byte[] find(String what) throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/rpc-go.txt")).stream()
        .filter(line -> line.startsWith(what + " "))
        .map(line -> bytes(line.substring(what.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
