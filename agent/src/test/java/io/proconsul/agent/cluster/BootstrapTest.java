package io.proconsul.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.agent.rpc.RpcResult;
import io.proconsul.codec.msgpack.MsgpackWriter;
import io.proconsul.model.Member;
import io.proconsul.raftlog.jraft.StartMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a new server that expects others decides. */
class BootstrapTest {
  private static final StartMode ALL =
      new StartMode.Bootstrap(List.of(Servers.id(1), Servers.id(2), Servers.id(3)));

  private final TestingCaller caller = new TestingCaller();
  private final List<Runnable> timers = new ArrayList<>();
  private final List<StartMode> decided = new ArrayList<>();

  @Test
  void enoughServersOfOneMindBegin() {
    look(member(1, 3), member(2, 3), member(3, 3));
    caller.answer(peers());
    assertThat(decided).isEmpty();
    caller.answer(peers());
    assertThat(decided).containsExactly(ALL);
    assertThat(timers).isEmpty();
  }

  @Test
  void tooFewWait() {
    Bootstrap bootstrap = look(member(1, 3), member(2, 3));
    caller.answer(peers());
    assertThat(decided).isEmpty();
    assertThat(timers).hasSize(1);
    bootstrap.close();
    assertThat(timers).isEmpty();
  }

  @Test
  void whoeverHasAClusterIsJoined() {
    look(member(1, 3), member(2, 3), member(3, 3));
    caller.answer(peers());
    caller.answer(peers("10.0.0.2:2", "10.0.0.3:3"));
    caller.answer(text("10.0.0.3:3"));
    assertThat(decided).containsExactly(new StartMode.Join());
  }

  @Test
  void whoIsCountedOnByALeaderWaitsForIt() {
    look(member(1, 3), member(2, 3), member(3, 3));
    caller.answer(peers("10.0.0.3:3", "10.0.0.1:1", "10.0.0.2:2"));
    caller.answer(peers());
    caller.answer(text("10.0.0.2:2"));
    assertThat(decided).containsExactly(new StartMode.Join());
  }

  @Test
  void whoIsCountedOnBeginsWithTheSameVoters() {
    look(member(1, 3), member(2, 3), member(3, 3));
    caller.answer(peers("10.0.0.3:3", "10.0.0.1:1", "10.0.0.2:2"));
    caller.answer(peers());
    caller.answer(text(""));
    assertThat(decided).containsExactly(ALL);
  }

  @Test
  void whoExpectsAnotherNumberIsNotAsked() {
    look(member(1, 3), member(2, 3), member(3, 5));
    assertThat(caller.calls).isEmpty();
    assertThat(decided).isEmpty();
    assertThat(timers).hasSize(1);
  }

  @Test
  void anAnswerThatIsLostOrRubbishMeansToAskAgain() {
    look(member(1, 3), member(2, 3), member(3, 3));
    caller.answer(new RpcResult.Lost("EOF"));
    caller.answer(peers());
    assertThat(decided).isEmpty();
    timers.removeFirst().run();
    caller.answer(new RpcResult.Answer(new byte[] {(byte) 0xc1}));
    caller.answer(peers());
    assertThat(decided).isEmpty();
    timers.removeFirst().run();
    caller.answer(peers());
    caller.answer(peers());
    assertThat(decided).containsExactly(ALL);
  }

  @Test
  void onlyOneRoundIsUnderWay() {
    Bootstrap bootstrap = look(member(1, 3), member(2, 3), member(3, 3));
    bootstrap.look();
    assertThat(caller.calls).hasSize(2);
    bootstrap.close();
    caller.answer(peers());
    caller.answer(peers());
    assertThat(decided).isEmpty();
  }

  private static Member member(int number, int expect) {
    return Servers.member(number, "dc1", expect);
  }

  private Bootstrap look(Member... members) {
    Bootstrap bootstrap = new Bootstrap(
        Servers.server(1, 3),
        Servers.roster(members),
        caller,
        (_, task) -> {
          timers.add(task);
          return () -> timers.remove(task);
        },
        decided::add);
    bootstrap.look();
    return bootstrap;
  }

  private static RpcResult text(String value) {
    MsgpackWriter writer = new MsgpackWriter();
    writer.string(value);
    return new RpcResult.Answer(writer.toBytes());
  }

  private static RpcResult peers(String... addresses) {
    MsgpackWriter writer = new MsgpackWriter();
    writer.beginArray();
    for (String address : addresses) {
      writer.string(address);
    }
    writer.endArray();
    return new RpcResult.Answer(writer.toBytes());
  }
}
