package io.proconsul.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.agent.member.Roster;
import io.proconsul.agent.rpc.RpcResult;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Params;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.command.KvCommand;
import io.proconsul.core.operation.StatusOperation;
import io.proconsul.core.query.KvQuery;
import io.proconsul.core.rpc.Call;
import io.proconsul.core.rpc.Methods;
import io.proconsul.core.rpc.Outgoing;
import io.proconsul.core.run.ActionRunner;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Settings;
import io.proconsul.core.session.SessionRules;
import io.proconsul.model.KvEntry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What becomes of calls that arrive at a server of {@code dc1}. */
class InboxTest {
  private static final Outgoing CALLER = new Outgoing("dc1");
  private static final byte[] NIL = {(byte) 0xc0};

  private final InMemoryServer server = new InMemoryServer();
  private final TestingCaller others = new TestingCaller();
  private final List<Runnable> timers = new ArrayList<>();
  private final Roster roster = Servers.roster(Servers.member(1, "dc1", 0));
  private final RpcRemote remote = new RpcRemote(
      "dc1",
      true,
      roster,
      new Attempts(others, this::after, new SplittableRandom(1), Duration.ofSeconds(7)),
      new RpcRemote.Timeouts(
          Duration.ofSeconds(60), Duration.ofMinutes(5), Duration.ofMinutes(10)));
  private final ActionRunner.Ports ports = new ActionRunner.Ports(server, server, remote);
  private final Inbox inbox = new Inbox(
      new Methods(new Methods.Rules("dc1", new SessionRules(Duration.ofSeconds(10)), () -> "id")),
      () -> Runnable::run);

  InboxTest() {
    inbox.open(new Inbox.World(
        new ActionRunner(
            server.machine,
            ports,
            this::after,
            new SplittableRandom(1),
            new Settings(
                "s1", "dc1", false, Duration.ofMinutes(5), Duration.ofMinutes(10), Duration.ZERO)),
        ports,
        remote));
    roster.wan(List.of(Servers.member(2, "dc2", 0)));
  }

  @Test
  void untilTheServerIsReadyThereIsNoLeaderForAnybody() {
    Inbox early = new Inbox(
        new Methods(new Methods.Rules("dc1", new SessionRules(Duration.ZERO), () -> "id")),
        () -> Runnable::run);
    TestingCall call = new TestingCall("Status.Ping", NIL);
    early.handle(call);
    assertThat(call.errors).containsExactly("No cluster leader");
  }

  @Test
  void aQuestionIsAnsweredFromTheState() {
    set("a", "one");
    TestingCall call = handle(get("dc1", "a", ""));
    assertThat(call.body()).contains("one", "KnownLeader");
    assertThat(others.calls).isEmpty();
  }

  @Test
  void aQuestionWithoutALeaderFails() {
    server.leader = false;
    assertThat(handle(get("dc1", "a", "")).errors).containsExactly("No cluster leader");
  }

  @Test
  void aBlockedQuestionIsAnsweredByAWrite() {
    set("a", "one");
    TestingCall call = handle(get("dc1", "a", "index=11&wait=1m"));
    assertThat(call.bodies).isEmpty();
    set("a", "two");
    assertThat(call.body()).contains("two");
  }

  @Test
  void aBlockedQuestionIsForgottenWhenItsCallerGoes() {
    set("a", "one");
    TestingCall call = handle(get("dc1", "a", "index=11&wait=1m"));
    assertThat(timers).hasSize(1);
    call.leave();
    assertThat(timers).isEmpty();
    set("a", "two");
    assertThat(call.bodies).isEmpty();
  }

  @Test
  void aCommandGoesToTheLog() {
    TestingCall call = handle(CALLER.submit(target("dc1"), new KvCommand.Set(entry("a", "one"))));
    assertThat(call.bodies).hasSize(1);
    assertThat(handle(get("dc1", "a", "")).body()).contains("one");
  }

  @Test
  void aCommandThatTheStateRefusesFailsInTheLogsName() {
    KvEntry locked = new KvEntry("a", new byte[0], 0, 0, "nobody", 0, 0);
    TestingCall call = handle(CALLER.submit(target("dc1"), new KvCommand.Acquire(locked)));
    assertThat(call.errors).hasSize(1);
    assertThat(call.errors.getFirst()).startsWith("raft apply failed: invalid session");
  }

  @Test
  void aCommandWithoutALeaderFailsInItsOwnName() {
    server.leader = false;
    TestingCall call = handle(CALLER.submit(target("dc1"), new KvCommand.Delete("a")));
    assertThat(call.errors).containsExactly("No cluster leader");
  }

  @Test
  void anOperationIsPerformedHere() {
    server.answer = "192.0.2.1:8300";
    TestingCall call = handle(CALLER.perform(target("dc1"), new StatusOperation.Leader()));
    assertThat(call.body()).contains("192.0.2.1:8300");
    assertThat(server.performed).containsExactly(new StatusOperation.Leader());
    server.answer = new ConsulException.Refused("not today");
    assertThat(handle(CALLER.perform(target("dc1"), new StatusOperation.Leader())).errors)
        .containsExactly("not today");
  }

  @Test
  void whatIsUnknownOrWrongIsToldTheCaller() {
    for (String method : List.of("KVS.Steal", "Nonsense.Do", "nonsense")) {
      TestingCall call = new TestingCall(method, NIL);
      inbox.handle(call);
      assertThat(call.errors).hasSize(1);
      assertThat(call.errors.getFirst()).startsWith("rpc: ").endsWith(method);
    }
    TestingCall garbage = new TestingCall("KVS.Get", new byte[] {(byte) 0xc1});
    inbox.handle(garbage);
    assertThat(garbage.errors).hasSize(1);
  }

  @Test
  void aCallForAnotherDatacenterIsHandedOnAsItCame() {
    Call<?> question = get("dc2", "a", "index=11&wait=1m");
    TestingCall call = handle(question);
    TestingCaller.Pending under = others.calls.getFirst();
    assertThat(under.server().nodeName()).isEqualTo("s2");
    assertThat(under.method()).isEqualTo("KVS.Get");
    assertThat(under.args()).isEqualTo(question.encode());
    others.answer(new RpcResult.Answer("as it is".getBytes(StandardCharsets.UTF_8)));
    assertThat(call.body()).isEqualTo("as it is");
  }

  @Test
  void aFailureElsewhereComesBack() {
    TestingCall call = handle(get("dc2", "a", ""));
    others.answer(new RpcResult.Refused("Permission denied"));
    assertThat(call.errors).hasSize(1);
    assertThat(call.errors.getFirst()).endsWith("Permission denied");
    assertThat(handle(get("dc3", "a", "")).errors).containsExactly("No path to datacenter");
  }

  @Test
  void aCallerThatGoesTakesTheCallElsewhereBack() {
    TestingCall call = handle(get("dc2", "a", "index=11&wait=1m"));
    call.leave();
    assertThat(others.calls).isEmpty();
  }

  private TestingCall handle(Call<?> call) {
    TestingCall arrived = new TestingCall(call.method(), call.encode());
    inbox.handle(arrived);
    return arrived;
  }

  private void set(String key, String value) {
    handle(CALLER.submit(target("dc1"), new KvCommand.Set(entry(key, value))));
  }

  private static Call<?> get(String datacenter, String key, String options) {
    return CALLER.ask(
        target(datacenter), new KvQuery.Get(key), ReadOptions.parse(Params.parse(options)));
  }

  private static KvEntry entry(String key, String value) {
    return new KvEntry(key, value.getBytes(StandardCharsets.UTF_8), 0, 0, "", 0, 0);
  }

  private static io.proconsul.core.rpc.Target target(String datacenter) {
    return new io.proconsul.core.rpc.Target(datacenter, "");
  }

  private Cancellation after(Duration delay, Runnable task) {
    timers.add(task);
    return () -> timers.remove(task);
  }
}
