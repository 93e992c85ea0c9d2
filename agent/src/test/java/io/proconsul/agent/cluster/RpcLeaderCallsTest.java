package io.proconsul.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.agent.member.Roster;
import io.proconsul.agent.rpc.RpcResult;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.member.Server;
import io.proconsul.core.operation.StatusOperation;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.StateMachine;
import io.proconsul.model.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RpcLeaderCallsTest {
  private static final Server SELF = Server.of(member("1")).orElseThrow();

  private final List<Runnable> timers = new ArrayList<>();
  private final List<String> called = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private final Roster roster = new Roster("dc1", new SplittableRandom(1));
  private final LeaderGate gate = new LeaderGate(this::after, Duration.ofSeconds(7));
  private final Attempts attempts = new Attempts(
      (server, _, _, _, reply) -> {
        called.add(server.host());
        reply.done(new RpcResult.NotSent("connection refused"));
        return Cancellation.NONE;
      },
      this::after,
      new SplittableRandom(1),
      Duration.ofSeconds(7));
  private final RpcLeaderCalls calls = new RpcLeaderCalls(
      gate,
      new AddressBook(SELF, roster, new StateMachine()),
      attempts,
      "dc1",
      Duration.ofSeconds(60));

  RpcLeaderCallsTest() {
    roster.lan(Stream.of("2", "3").map(RpcLeaderCallsTest::member).toList());
  }

  @Test
  void anElectionEndsThePauseBeforeTheNextAttempt() {
    gate.open("s2");
    perform();
    gate.close();
    gate.open("s3");
    assertThat(called).containsExactly("192.0.2.2", "192.0.2.3");
    assertThat(timers).hasSize(1);
  }

  @Test
  void withoutAnElectionThePauseEndsByItself() {
    gate.open("s2");
    perform();
    timers.removeFirst().run();
    assertThat(called).containsExactly("192.0.2.2", "192.0.2.2");
  }

  @Test
  void theRequestGoesOnHereWhenThisServerIsElected() {
    gate.open("s2");
    perform();
    gate.open("s1");
    assertThat(events).containsExactly("here");
    assertThat(timers).isEmpty();
    assertThat(called).containsExactly("192.0.2.2");
  }

  private void perform() {
    calls.perform(
        new StatusOperation.Leader(),
        new Outcome<>() {
          @Override
          public void done(String leader) {
            events.add(leader);
          }

          @Override
          public void failed(ConsulException cause) {
            events.add(String.valueOf(cause.getMessage()));
          }
        },
        () -> events.add("here"));
  }

  private Cancellation after(Duration delay, Runnable task) {
    timers.add(task);
    return () -> timers.remove(task);
  }

  private static Member member(String number) {
    return new Member(
        "s" + number,
        "192.0.2." + number,
        8301,
        Map.of("role", "consul", "id", "s" + number, "dc", "dc1", "port", "8300"),
        Member.MemberStatus.ALIVE);
  }
}
