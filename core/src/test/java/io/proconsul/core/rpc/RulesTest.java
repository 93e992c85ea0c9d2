package io.proconsul.core.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.codec.Sink;
import io.proconsul.codec.msgpack.MsgpackWriter;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.command.KvCommand;
import io.proconsul.core.command.SessionCommand;
import io.proconsul.core.query.CatalogQuery;
import io.proconsul.core.query.Near;
import io.proconsul.core.query.Query;
import io.proconsul.model.Session;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Callers of another make check nothing, so what is true over HTTP is checked here again. */
class RulesTest {
  private final TestingRpc rpc = new TestingRpc();

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      KVS.Gett         | rpc: can't find method KVS.Gett
      Nothing.Here     | rpc: can't find service Nothing.Here
      KVS              | rpc: service/method request ill-formed: KVS
      """)
  void whatIsUnknownIsRefusedInTheWordsOfGo(String method, String text) {
    assertThat(refusal(method, _ -> {})).isEqualTo(text);
  }

  @Test
  void argumentsThatAreNoMapAreRefused() {
    assertThat(rpc.methods.read("KVS.Get", new byte[] {1})).isInstanceOf(Incoming.Refusal.class);
    assertThat(rpc.methods.read("KVS.Get", new byte[0])).isInstanceOf(Incoming.Refusal.class);
  }

  @Test
  void keysAreNamed() {
    assertThat(refusal("KVS.Apply", kv("set", ""))).isEqualTo("Must provide key");
    assertThat(submitted("KVS.Apply", kv("delete-tree", "")).command())
        .isEqualTo(new KvCommand.DeleteTree(""));
    assertThat(refusal("KVS.Apply", kv("dance", "a"))).isEqualTo("Invalid KVS operation 'dance'");
  }

  @Test
  void refusalsOfTheStateAreWordedAsConsulsEndpointsDo() {
    Incoming.Submit<?> set = submitted("KVS.Apply", kv("set", "a"));
    assertThat(set.failed(new ConsulException.Refused("no")).text())
        .isEqualTo("raft apply failed: no");
    assertThat(set.failed(new ConsulException.NoLeader()).text()).isEqualTo("No cluster leader");
    assertThat(submitted("Session.Apply", session("create", "10s", ""))
            .failed(new ConsulException.Refused("no"))
            .text())
        .isEqualTo("apply failed: no");
  }

  @Test
  void sessionsGetTheirIdAndBehaviorHere() {
    Object command =
        submitted("Session.Apply", session("create", "10s", "mine")).command();
    assertThat(command).isInstanceOfSatisfying(SessionCommand.Create.class, create -> {
      assertThat(create.session().id()).isEqualTo(TestingRpc.NEW_ID);
      assertThat(create.session().behavior()).isEqualTo(Session.RELEASE);
      assertThat(create.session().nodeChecks()).containsExactly("serfHealth", "old");
    });
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      create  | 1s    | Invalid Session TTL '1000000000', must be between [10s=24h0m0s]
      create  | 25h   | Invalid Session TTL '90000000000000', must be between [10s=24h0m0s]
      create  | often | Session TTL 'often' invalid: time: invalid duration "often"
      destroy | ''    | Must provide ID
      dance   | ''    | Invalid session operation "dance"
      """)
  void sessionsAreWithinBounds(String op, String ttl, String text) {
    assertThat(refusal("Session.Apply", session(op, ttl, ""))).isEqualTo(text);
  }

  @Test
  void registrationsAreChecked() {
    assertThat(refusal("Catalog.Register", _ -> {})).isEqualTo("Must provide node");
    assertThat(refusal("Catalog.Register", out -> out.field("Node", "n")))
        .isEqualTo("Must provide address if SkipNodeUpdate is not set");
    assertThat(refusal("Catalog.Register", out -> {
          out.field("Node", "n");
          out.field("Address", "a");
          out.field("ID", "short");
        }))
        .isEqualTo("Bad node ID: uuid string is wrong length");
    assertThat(refusal("Catalog.Deregister", _ -> {})).isEqualTo("Must provide node");
  }

  @Test
  void registrationsMayHoldWhatNobodyKnows() {
    Object command = submitted("Catalog.Register", out -> {
          out.field("Node", "n");
          out.field("Address", "a");
          out.field("FieldOfTomorrow", 1);
        })
        .command();
    assertThat(command).isInstanceOf(CatalogCommand.Register.class);
  }

  @Test
  void servicesAreNamed() {
    assertThat(refusal("Health.ServiceNodes", _ -> {})).isEqualTo("Must provide service name");
    assertThat(refusal("Catalog.ServiceNodes", _ -> {})).isEqualTo("Must provide service name");
    assertThat(refusal("Catalog.NodeServices", _ -> {})).isEqualTo("Must provide node");
  }

  @Test
  void transactionsThatNoStateAllowsAreAnsweredAtOnce() {
    Incoming arrived = arrive(
        "Txn.Apply",
        out -> out.list("Ops", List.of("set", "dance"), (op, to) -> {
          to.beginObject();
          to.name("Node");
          to.beginObject();
          to.field("Verb", op);
          to.endObject();
          to.endObject();
        }));
    assertThat(arrived).isInstanceOf(Incoming.Reply.class);
  }

  @Test
  void readingTransactionsDoNotWrite() {
    Incoming arrived = arrive(
        "Txn.Read",
        out -> out.list("Ops", List.of("set"), (op, to) -> {
          to.beginObject();
          to.name("KV");
          to.beginObject();
          to.field("Verb", op);
          to.name("DirEnt");
          to.beginObject();
          to.field("Key", "a");
          to.endObject();
          to.endObject();
          to.endObject();
        }));
    assertThat(arrived).isInstanceOf(Incoming.Refusal.class);
  }

  @Test
  void incompatibleCoordinatesAreRefused() {
    assertThat(refusal("Coordinate.Update", out -> {
          out.field("Node", "n");
          out.name("Coord");
          out.beginObject();
          out.strings("Vec", List.of());
          out.endObject();
        }))
        .isEqualTo("incompatible coordinate");
  }

  @Test
  void onlyOneDatacenterKnowsItsDistances() {
    assertThat(asked("dc2", "dc2")).isInstanceOf(Near.class);
    assertThat(asked("", "dc1")).isInstanceOf(Near.class);
    assertThat(asked("dc2", "dc1")).isEqualTo(new CatalogQuery.Nodes(Map.of()));
  }

  private Query<?> asked(String datacenter, String source) {
    Incoming arrived = arrive("Catalog.ListNodes", out -> {
      out.field("Datacenter", datacenter);
      out.name("Source");
      out.beginObject();
      out.field("Datacenter", source);
      out.field("Node", "n");
      out.endObject();
    });
    return ((Incoming.Ask<?>) arrived).read().query();
  }

  private static Consumer<Sink> kv(String op, String key) {
    return out -> {
      out.field("Op", op);
      out.name("DirEnt");
      out.beginObject();
      out.field("Key", key);
      out.endObject();
    };
  }

  private static Consumer<Sink> session(String op, String ttl, String id) {
    return out -> {
      out.field("Op", op);
      out.name("Session");
      out.beginObject();
      out.field("ID", id);
      out.field("Node", "n");
      out.field("TTL", ttl);
      out.strings("NodeChecks", List.of("serfHealth"));
      out.strings("Checks", List.of("old", "serfHealth"));
      out.endObject();
    };
  }

  private String refusal(String method, Consumer<Sink> fields) {
    return ((Incoming.Refusal) arrive(method, fields)).text();
  }

  private Incoming.Submit<?> submitted(String method, Consumer<Sink> fields) {
    return (Incoming.Submit<?>) arrive(method, fields);
  }

  private Incoming arrive(String method, Consumer<Sink> fields) {
    MsgpackWriter out = new MsgpackWriter();
    out.beginObject();
    fields.accept(out);
    out.endObject();
    return rpc.methods.read(method, out.toBytes());
  }
}
