package io.proconsul.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.agent.member.Roster;
import io.proconsul.agent.rpc.RpcResult;
import io.proconsul.codec.DecodeException;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.run.Cancellation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** When a request goes to another server, and when it must not. */
class AttemptsTest {
  private static final String PREFIX = "rpc error making call: ";

  private final TestingCaller caller = new TestingCaller();
  private final List<Runnable> timers = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private Roster roster = Servers.roster(Servers.member(1, "dc1", 0), Servers.member(2, "dc1", 0));

  @Test
  void anAnswerIsTold() {
    call(false, Duration.ofSeconds(7));
    caller.answer(answer("yes"));
    assertThat(told).containsExactly("yes");
  }

  @Test
  void whatWasNotSentGoesToAnotherServer() {
    call(false, Duration.ofSeconds(7));
    String first = caller.answer(new RpcResult.NotSent("dial tcp: refused"));
    timers.removeFirst().run();
    String second = caller.answer(answer("yes"));
    assertThat(second).isNotEqualTo(first);
    assertThat(told).containsExactly("yes");
  }

  @Test
  void aReadThatWasLostIsAskedAgain() {
    call(true, Duration.ofSeconds(7));
    caller.answer(new RpcResult.Lost("EOF"));
    timers.removeFirst().run();
    caller.answer(answer("yes"));
    assertThat(told).containsExactly("yes");
  }

  @Test
  void aWriteThatWasLostIsNotSentTwice() {
    call(false, Duration.ofSeconds(7));
    caller.answer(new RpcResult.Lost("EOF"));
    assertThat(timers).isEmpty();
    assertThat(told).containsExactly(PREFIX + "EOF");
  }

  @Test
  void wantOfALeaderIsWaitedOut() {
    call(false, Duration.ofSeconds(7));
    caller.answer(new RpcResult.Refused("rpc error making call: No cluster leader"));
    timers.removeFirst().run();
    caller.answer(answer("yes"));
    assertThat(told).containsExactly("yes");
  }

  @Test
  void patienceEnds() {
    call(true, Duration.ZERO);
    caller.answer(new RpcResult.Refused("No cluster leader"));
    assertThat(timers).isEmpty();
    assertThat(told).containsExactly(PREFIX + "No cluster leader");
  }

  @Test
  void refusalsAndTimeoutsAreTold() {
    for (RpcResult result : List.of(
        new RpcResult.Refused("invalid session"), new RpcResult.TimedOut("rpc: timed out"))) {
      call(true, Duration.ofSeconds(7));
      caller.answer(result);
    }
    call(true, Duration.ofSeconds(7));
    caller.answer(new RpcResult.Throttled("too many"));
    assertThat(timers).isEmpty();
    assertThat(told)
        .containsExactly(PREFIX + "invalid session", PREFIX + "rpc: timed out", "too many");
  }

  @Test
  void rubbishIsARefusal() {
    Attempts.Request<String> request = new Attempts.Request<>(
        "KVS.Get",
        new byte[0],
        _ -> {
          throw new DecodeException("no map");
        },
        true,
        Duration.ofSeconds(1));
    attempts(Duration.ofSeconds(7)).call(RosterTarget.own(roster, "dc1"), request, outcome());
    caller.answer(answer(""));
    assertThat(told).containsExactly(PREFIX + "reply of KVS.Get is not understood: no map");
  }

  @Test
  void withoutServersThereIsNothingToWaitFor() {
    roster = Servers.roster();
    call(true, Duration.ofSeconds(7));
    assertThat(told).containsExactly("No known Consul servers");
  }

  @Test
  void whoIsCancelledHearsNothingMore() {
    Cancellation under = call(true, Duration.ofSeconds(7));
    TestingCaller.Pending pending = caller.calls.getFirst();
    under.cancel();
    assertThat(caller.calls).isEmpty();
    pending.reply().done(answer("late"));
    assertThat(told).isEmpty();
  }

  private Cancellation call(boolean reads, Duration hold) {
    Attempts.Request<String> request = new Attempts.Request<>(
        "KVS.Get",
        new byte[0],
        body -> new String(body, java.nio.charset.StandardCharsets.UTF_8),
        reads,
        Duration.ofSeconds(1));
    return attempts(hold).call(RosterTarget.own(roster, "dc1"), request, outcome());
  }

  private Attempts attempts(Duration hold) {
    return new Attempts(
        caller,
        (_, task) -> {
          timers.add(task);
          return () -> timers.remove(task);
        },
        new SplittableRandom(1),
        hold);
  }

  private Outcome<String> outcome() {
    return new Outcome<>() {
      @Override
      public void done(String result) {
        told.add(result);
      }

      @Override
      public void failed(ConsulException cause) {
        told.add(String.valueOf(cause.getMessage()));
      }
    };
  }

  private static RpcResult answer(String text) {
    return new RpcResult.Answer(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
