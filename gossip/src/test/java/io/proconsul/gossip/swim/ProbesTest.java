package io.proconsul.gossip.swim;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.gossip.wire.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbesTest {
  private static final Tuning QUIET =
      Tuning.LAN.with(new Tuning.Syncing(Duration.ZERO, Duration.ofSeconds(10)));

  private final TestingNode node = new TestingNode(QUIET);

  /** Lets time pass until the next ping of a round. */
  private Message.Ping nextPing() {
    for (int i = 0; i < 300; i++) {
      node.pass(Duration.ofMillis(10));
      List<Message.Ping> pings = node.sent(Message.Ping.class);
      if (!pings.isEmpty()) {
        return pings.getFirst();
      }
    }
    throw new AssertionError("no ping");
  }

  @Test
  void anAnswerTellsTheRoundTripAndThePayload() {
    node.with(1);
    Message.Ping ping = nextPing();
    assertThat(ping.node()).isEqualTo("a");
    assertThat(ping.source()).isEqualTo(new Message.Source(TestingNode.SELF, "self"));
    node.hear(new Message.Ack(ping.seqNo(), new byte[] {'x'}));
    assertThat(node.lines).containsExactly("PING a x");
    node.hear(new Message.Ack(ping.seqNo(), new byte[] {'x'}));
    assertThat(node.lines).hasSize(1);
  }

  @Test
  void allMembersAreProbedInEachRound() {
    node.with(5);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Message.Ping ping = nextPing();
      names.add(ping.node());
      node.hear(new Message.Ack(ping.seqNo(), new byte[0]));
    }
    assertThat(names).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
  }

  @Test
  void withoutAnAnswerItGoesByThreeOthersAndTcp() {
    node.with(6);
    Message.Ping ping = nextPing();
    node.pass(Duration.ofMillis(499));
    List<Effect> effects = List.copyOf(node.take(Effect.class));
    List<Effect.Ask> asks = effects.stream()
        .filter(Effect.Ask.class::isInstance)
        .map(Effect.Ask.class::cast)
        .toList();
    assertThat(asks).hasSize(1);
    assertThat(asks.getFirst().request()).isInstanceOfSatisfying(Message.Ping.class, tcp -> {
      assertThat(tcp.seqNo()).isEqualTo(ping.seqNo());
      assertThat(tcp.node()).isEqualTo(ping.node());
    });
    assertThat(asks.getFirst().timeout()).isEqualTo(Duration.ofMillis(500));
    assertThat(indirect(effects)).hasSize(3).allSatisfy(request -> {
      assertThat(request.seqNo()).isEqualTo(ping.seqNo());
      assertThat(request.node()).isEqualTo(ping.node());
      assertThat(request.nack()).isTrue();
    });
  }

  private static List<Message.IndirectPing> indirect(List<Effect> effects) {
    return effects.stream()
        .filter(Effect.Send.class::isInstance)
        .map(Effect.Send.class::cast)
        .flatMap(TestingNode::messages)
        .map(TestingNode.Sent::message)
        .filter(Message.IndirectPing.class::isInstance)
        .map(Message.IndirectPing.class::cast)
        .toList();
  }

  @Test
  void whoAnswersOnNoWayIsSuspected() {
    node.with(1);
    nextPing();
    node.pass(Duration.ofSeconds(1));
    assertThat(node.state("a")).isEqualTo(Peer.State.SUSPECT);
    assertThat(node.swim.healthScore()).isEqualTo(1); // with nobody to ask, it may be this node
  }

  @Test
  void anAnswerThroughOthersSavesTheMemberButTellsNoRoundTrip() {
    node.with(4);
    Message.Ping ping = nextPing();
    node.pass(Duration.ofMillis(600));
    node.hear(new Message.Ack(ping.seqNo(), new byte[0]));
    node.pass(Duration.ofMillis(390));
    assertThat(node.state(ping.node())).isEqualTo(Peer.State.ALIVE);
    assertThat(node.lines).isEmpty();
  }

  @Test
  void anAnswerOverTcpSavesTheMember() {
    node.with(1);
    Message.Ping ping = nextPing();
    node.pass(Duration.ofMillis(600));
    node.on(new Event.Answered(-ping.seqNo(), new Message.Ack(ping.seqNo(), new byte[0])));
    node.pass(Duration.ofMillis(400));
    assertThat(node.take(Effect.Note.class))
        .extracting(Effect.Note::text)
        .contains("Was able to connect to a over TCP but UDP probes failed, network may be "
            + "misconfigured");
    assertThat(node.state("a")).isEqualTo(Peer.State.ALIVE);
  }

  @Test
  void negativeAnswersShowThatThisNodeIsWell() {
    node.with(4);
    Message.Ping ping = nextPing();
    node.pass(Duration.ofMillis(600));
    for (int i = 0; i < 3; i++) {
      node.hear(new Message.Nack(ping.seqNo()));
    }
    node.pass(Duration.ofMillis(400));
    assertThat(node.state(ping.node())).isEqualTo(Peer.State.SUSPECT);
    assertThat(node.swim.healthScore()).isZero();
  }

  @Test
  void missingNegativeAnswersMakeItPatient() {
    node.with(4);
    Message.Ping first = nextPing();
    node.pass(Duration.ofMillis(600));
    node.hear(new Message.Nack(first.seqNo()));
    node.pass(Duration.ofMillis(400));
    assertThat(node.swim.healthScore()).isEqualTo(2);
    node.take(Effect.class);
    node.pass(Duration.ofMillis(2500)); // the next probe has three times its time
    assertThat(node.take(Effect.Note.class))
        .extracting(Effect.Note::text)
        .noneMatch(text -> text.contains("no acks received"));
  }

  @Test
  void aSuspectIsToldOfItWithTheProbe() {
    node.with(1);
    node.hear(new Message.Suspect(1, "a", "b"));
    node.take(Effect.class);
    for (int i = 0; i < 100; i++) {
      node.pass(Duration.ofMillis(20));
      List<Effect.Send> pings = node.take(Effect.Send.class).stream()
          .filter(send -> send.messages().getFirst()[0] == 0)
          .toList();
      if (!pings.isEmpty()) {
        assertThat(TestingNode.messages(pings.getFirst()).map(TestingNode.Sent::message))
            .contains(new Message.Suspect(1, "a", "self"));
        return;
      }
    }
    throw new AssertionError("no ping");
  }

  @Test
  void pingsAreAnsweredWhereTheSenderSays() {
    node.hear(new Message.Ping(5, "self", new Message.Source(TestingNode.address(4), "c")));
    node.hear(new Message.Ping(6, "", null));
    node.hear(new Message.Ping(7, "other", null));
    List<TestingNode.Sent> acks = node.sent().stream()
        .filter(sent -> sent.message() instanceof Message.Ack)
        .toList();
    assertThat(acks)
        .extracting(TestingNode.Sent::to)
        .containsExactly(TestingNode.address(4), TestingNode.address(9));
  }

  @Test
  void pingsInTheNameOfOthersAreRelayed() {
    node.with(2);
    Message.Source asker = new Message.Source(TestingNode.address(3), "b");
    node.hear(new Message.IndirectPing(77, TestingNode.address(2), "a", true, asker));
    List<Message.Ping> pings = node.sent(Message.Ping.class);
    assertThat(pings).hasSize(1);
    node.hear(new Message.Ack(pings.getFirst().seqNo(), new byte[] {'x'}));
    assertThat(node.sent())
        .filteredOn(sent -> sent.message() instanceof Message.Ack)
        .allSatisfy(sent -> {
          assertThat(sent.to()).isEqualTo(TestingNode.address(3));
          assertThat(((Message.Ack) sent.message()).seqNo()).isEqualTo(77);
        })
        .hasSize(1);
    node.pass(Duration.ofMillis(501));
    assertThat(node.sent(Message.Nack.class)).isEmpty();
  }

  @Test
  void aRelayWithoutAnAnswerSaysSo() {
    node.with(2);
    Message.Source asker = new Message.Source(TestingNode.address(3), "b");
    node.hear(new Message.IndirectPing(77, TestingNode.address(2), "a", true, asker));
    node.hear(new Message.IndirectPing(78, TestingNode.address(2), "a", false, asker));
    node.pass(Duration.ofMillis(501));
    assertThat(node.sent(Message.Nack.class)).containsExactly(new Message.Nack(77));
  }
}
