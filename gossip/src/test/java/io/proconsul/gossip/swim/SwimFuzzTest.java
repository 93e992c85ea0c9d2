package io.proconsul.gossip.swim;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.gossip.wire.Message;
import io.proconsul.gossip.wire.NodeAddress;
import io.proconsul.gossip.wire.Versions;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever members say, in whatever order, the machine goes on and does not grow beyond its
 * members.
 */
class SwimFuzzTest {
  private static final NodeAddress FROM = TestingNode.address(9);

  @Property(tries = 300)
  void anyEventsLeaveAWorkingMachine(@ForAll("events") List<Event> events) {
    TestingNode node = new TestingNode();
    for (Event event : events) {
      node.on(event);
      node.pass(Duration.ofMillis(70));
    }
    assertThat(node.swim.queued()).isLessThanOrEqualTo(node.swim.estimatedSize());
    assertThat(node.swim.estimatedSize()).isLessThanOrEqualTo(7);
    assertThat(node.swim.healthScore()).isBetween(0, 7);
    node.pass(Duration.ofMinutes(10));
    // News of members who are forgotten by now waits on while there is nobody to hear it.
    assertThat(node.swim.queued()).isLessThanOrEqualTo(7);
    node.take(Effect.class);
    node.hear(new Message.Ping(1, "self", null));
    assertThat(node.sent(Message.Ack.class)).hasSize(1);
  }

  @Provide
  Arbitrary<List<Event>> events() {
    Arbitrary<Event> streams = Combinators.combine(states(), Arbitraries.longs().between(-20, 20))
        .as((state, id) ->
            id % 2 == 0 ? new Event.Asked(id, state, FROM) : new Event.Answered(id, state));
    Arbitrary<Event> commands = Arbitraries.of(
        new Event.Join(1, FROM),
        new Event.Refresh(2),
        new Event.Due(),
        new Event.Unanswered(1, "EOF"),
        new Event.Tell(FROM, new byte[3]));
    return Arbitraries.<Event>oneOf(
            messages().map(message -> new Event.Received(message, FROM)), streams, commands)
        .list()
        .ofMaxSize(60);
  }

  private static Arbitrary<Message> states() {
    return Combinators.combine(alives(), Arbitraries.integers().between(0, 3))
        .as(Message.Known::new)
        .list()
        .ofMaxSize(5)
        .map(known -> new Message.PushPull(known.size() % 2 == 0, known, new byte[2]));
  }

  private static Arbitrary<Message.Alive> alives() {
    Arbitrary<Versions> versions = Arbitraries.of(
        Versions.SERF,
        Versions.of(new byte[6]),
        Versions.of(new byte[] {1, 5, 5, 2, 5, 5}),
        Versions.of(new byte[] {9, 1, 5, 2, 5, 5}));
    return Combinators.combine(numbers(), names(), Arbitraries.integers().between(1, 6), versions)
        .as((incarnation, name, last, version) -> new Message.Alive(
            incarnation, name, TestingNode.address(last), new byte[last], version));
  }

  private static Arbitrary<Message> messages() {
    Arbitrary<Message> accusations = Combinators.combine(
            numbers(), names(), names(), Arbitraries.of(true, false))
        .as((number, name, from, dead) ->
            dead ? new Message.Dead(number, name, from) : new Message.Suspect(number, name, from));
    Arbitrary<Message> probes = Combinators.combine(
            numbers(), names(), Arbitraries.integers().between(0, 3))
        .as((number, name, kind) -> switch (kind) {
          case 0 -> new Message.Ping(number, name, null);
          case 1 -> new Message.IndirectPing(number, FROM, name, true, null);
          case 2 -> new Message.Ack(number, new byte[1]);
          default -> new Message.Nack(number);
        });
    return Arbitraries.oneOf(alives(), accusations, probes, states());
  }

  private static Arbitrary<String> names() {
    return Arbitraries.of("self", "a", "b", "c", "d", "e", "");
  }

  private static Arbitrary<Long> numbers() {
    return Arbitraries.oneOf(
        Arbitraries.longs().between(0, 5), Arbitraries.of(0xffffffffL, 0xfffffffeL));
  }
}
