package io.proconsul.gossip.swim;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.gossip.wire.Message;
import io.proconsul.gossip.wire.Versions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncsTest {
  private final TestingNode node = new TestingNode();

  private static Message.PushPull state(Message.Known... known) {
    return new Message.PushPull(true, List.of(known), new byte[] {'s'});
  }

  private static Message.Known known(String name, int last, int state) {
    return new Message.Known(TestingNode.alive(name, last, 1), state);
  }

  private Effect.Ask join() {
    node.on(new Event.Join(3, TestingNode.address(2)));
    return node.take(Effect.Ask.class).getFirst();
  }

  private Optional<String> outcome() {
    List<Effect.Done> done = node.take(Effect.Done.class);
    assertThat(done).hasSize(1);
    assertThat(done.getFirst().token()).isEqualTo(3);
    return done.getFirst().error();
  }

  @Test
  void joiningExchangesAllThatIsKnown() {
    Effect.Ask ask = join();
    Message.PushPull ours = (Message.PushPull) ask.request();
    assertThat(ours.join()).isTrue();
    assertThat(ours.members()).extracting(known -> known.alive().node()).containsExactly("self");
    assertThat(ours.userState()).asString().isEqualTo("state-of-self");
    node.on(new Event.Answered(ask.exchange(), state(known("a", 2, Message.Known.ALIVE))));
    assertThat(outcome()).isEmpty();
    assertThat(node.lines).containsExactly("JOIN a 10.0.0.2:8301 meta=m", "STATE s join=true");
  }

  @Test
  void aFailedJoinSaysWhyInMemberlistsWords() {
    node.on(new Event.Unanswered(join().exchange(), "dial tcp 10.0.0.2:8301: i/o timeout"));
    assertThat(outcome())
        .contains("Failed to join 10.0.0.2:8301: dial tcp 10.0.0.2:8301: i/o timeout");
    node.on(new Event.Answered(join().exchange(), new Message.Failure("no")));
    assertThat(outcome()).contains("Failed to join 10.0.0.2:8301: remote error: no");
  }

  @Test
  void theDelegateMayRefuseAMerge() {
    node.delegate.refuseMerge = Optional.of("wrong datacenter");
    Effect.Ask ask = join();
    node.on(new Event.Answered(ask.exchange(), state(known("a", 2, Message.Known.ALIVE))));
    assertThat(outcome()).contains("Failed to join 10.0.0.2:8301: wrong datacenter");
    assertThat(node.lines).isEmpty();
  }

  @Test
  void whoIsAskedAnswersFirstAndBelievesThen() {
    node.on(new Event.Asked(8, state(known("a", 2, Message.Known.ALIVE)), TestingNode.address(2)));
    List<Effect.Answer> answers = node.take(Effect.Answer.class);
    assertThat(answers).hasSize(1);
    assertThat(answers.getFirst().connection()).isEqualTo(8);
    assertThat(((Message.PushPull) answers.getFirst().answer()).members()).hasSize(1);
    assertThat(node.lines).contains("JOIN a 10.0.0.2:8301 meta=m");
  }

  @Test
  void anothersWordOfAFailureIsASuspicionOnly() {
    node.with(4);
    node.on(new Event.Asked(
        8,
        state(
            known("a", 2, Message.Known.DEAD),
            known("b", 3, Message.Known.SUSPECT),
            known("c", 4, Message.Known.LEFT)),
        TestingNode.address(2)));
    assertThat(node.state("a")).isEqualTo(Peer.State.SUSPECT);
    assertThat(node.state("b")).isEqualTo(Peer.State.SUSPECT);
    assertThat(node.state("c")).isEqualTo(Peer.State.LEFT);
  }

  @Test
  void whoSpeaksWhatOthersDoNotUnderstandStaysOutside() {
    Message.Alive future = new Message.Alive(
        1, "a", TestingNode.address(2), new byte[0], Versions.of(new byte[] {6, 7, 6, 2, 5, 4}));
    Effect.Ask ask = join();
    node.on(
        new Event.Answered(ask.exchange(), state(new Message.Known(future, Message.Known.ALIVE))));
    assertThat(outcome())
        .contains(
            "Failed to join 10.0.0.2:8301: Node 'a' protocol version (6) is incompatible: [6, 5]");
    assertThat(node.lines).isEmpty();
  }

  @Test
  void streamsCarryPingsAndMessagesToo() {
    node.on(new Event.Asked(1, new Message.Ping(9, "self", null), TestingNode.address(2)));
    node.on(new Event.Asked(2, new Message.Ping(9, "other", null), TestingNode.address(2)));
    node.on(new Event.Asked(3, new Message.User(new byte[] {'u'}), TestingNode.address(2)));
    assertThat(node.take(Effect.Answer.class))
        .extracting(Effect.Answer::connection)
        .containsExactly(1L);
    assertThat(node.lines).containsExactly("MSG u");
  }

  @Test
  void stateIsExchangedNowAndThen() {
    node.with(3).answering();
    List<Effect.Ask> exchanges = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      node.pass(Duration.ofSeconds(1));
      for (Effect.Ask ask : node.take(Effect.Ask.class)) {
        if (ask.request() instanceof Message.PushPull) {
          exchanges.add(ask);
        }
      }
    }
    assertThat(exchanges).hasSizeBetween(2, 3);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "32,1", "33,2", "64,2", "65,3", "128,3", "129,4", "10000,10"})
  void largePoolsExchangeMoreSeldom(int members, int scale) {
    assertThat(Syncs.scale(members)).isEqualTo(scale);
  }
}
