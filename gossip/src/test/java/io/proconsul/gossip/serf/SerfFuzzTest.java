package io.proconsul.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.gossip.serf.message.MessageWriter;
import io.proconsul.gossip.serf.message.SerfMessage;
import io.proconsul.gossip.swim.Peer;
import io.proconsul.gossip.wire.Keyring;
import io.proconsul.gossip.wire.Versions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever strangers send, nothing is thrown and everything stays bounded. */
class SerfFuzzTest {
  private static final String[] NAMES = {"self", "a", "b", "c", "", "x\ny"};
  private static final String[] QUERIES = {
    "load",
    "_serf_ping",
    Conflicts.QUERY,
    KeyQueries.INSTALL,
    KeyQueries.USE,
    KeyQueries.REMOVE,
    KeyQueries.LIST,
    "_serf_",
    ""
  };

  @Property(tries = 25)
  void anyConversationIsSurvived(@ForAll long seed) {
    Random random = new Random(seed);
    TestingSerf self = new TestingSerf(
        SerfSettings.CONSUL.withConflictResolution(true),
        random.nextBoolean() ? Keyring.of(new byte[16]) : null,
        TestingSerf.NEW);
    for (int i = 0; i < 200; i++) {
      step(self, random);
      List<SerfEffect> effects = self.take();
      assertThat(effects).hasSizeLessThan(2000);
      effects.forEach(effect -> react(self, effect, random));
    }
    self.pass(Duration.ofDays(4));
    assertThat(self.serf.members())
        .extracting(Member::status)
        .isSubsetOf(MemberStatus.ALIVE, MemberStatus.LEAVING);
    assertThat(self.serf.broadcasts(2, 1400)).isNotNull();
    Map<String, String> stats = self.serf.stats();
    for (String queue : List.of("intent_queue", "event_queue", "query_queue")) {
      assertThat(Integer.parseInt(stats.getOrDefault(queue, ""))).isBetween(0, 65_536);
    }
  }

  private static void react(TestingSerf self, SerfEffect effect, Random random) {
    if (effect instanceof SerfEffect.KeysChanged changed) {
      self.serf.keysSaved(changed.query(), Optional.empty());
    } else if (effect instanceof SerfEffect.Deliver(SerfEvent.QueryReceived query)) {
      assertThat(self.serf.respond(query, bytes(random, 1200))).isNotNull();
    }
  }

  private static void step(TestingSerf self, Random random) {
    switch (random.nextInt(12)) {
      case 0 -> self.serf.joined(peer(random));
      case 1 -> self.serf.left(peer(random));
      case 2 -> self.serf.updated(peer(random));
      case 3 -> self.pass(Duration.ofMillis(random.nextInt(60_000)));
      case 4 ->
        self.serf.pingCompleted(
            peer(random), Duration.ofNanos(random.nextLong()), bytes(random, 90));
      case 5 -> self.serf.conflict(peer(random), peer(random));
      case 6 -> {
        byte[] state = MessageWriter.write(state(random));
        mutate(state, random);
        self.serf.mergeRemoteState(state, random.nextBoolean());
      }
      default -> {
        byte[] message = MessageWriter.write(message(random));
        mutate(message, random);
        self.serf.message(message);
      }
    }
  }

  private static void mutate(byte[] bytes, Random random) {
    if (random.nextInt(4) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
  }

  private static Peer peer(Random random) {
    byte[] metadata = random.nextBoolean() ? bytes(random, 40) : new byte[0];
    return new Peer(
        name(random),
        TestingSerf.address(random.nextInt(5)),
        metadata,
        random.nextBoolean() ? Peer.State.LEFT : Peer.State.DEAD,
        Versions.SERF);
  }

  private static String name(Random random) {
    return NAMES[random.nextInt(NAMES.length)];
  }

  private static byte[] bytes(Random random, int most) {
    byte[] bytes = new byte[random.nextInt(most)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static long time(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> Long.MAX_VALUE;
      case 1 -> Long.MAX_VALUE - 1;
      case 2 -> random.nextLong(Long.MAX_VALUE);
      default -> random.nextInt(1500);
    };
  }

  private static SerfMessage.NamedPayload content(String name, Random random) {
    return new SerfMessage.NamedPayload(name, bytes(random, 40));
  }

  private static SerfMessage message(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> new SerfMessage.Leave(time(random), name(random), random.nextBoolean());
      case 1 -> new SerfMessage.Join(time(random), name(random));
      case 2 ->
        new SerfMessage.UserEvent(
            time(random), name(random), bytes(random, 40), random.nextBoolean());
      case 3 ->
        new SerfMessage.Answer(
            time(random), random.nextInt(9), name(random), random.nextInt(4), bytes(random, 40));
      case 4 ->
        new SerfMessage.Relay(
            TestingSerf.address(random.nextInt(5)), name(random), bytes(random, 40));
      default ->
        new SerfMessage.Query(
            time(random),
            random.nextInt(9),
            TestingSerf.address(random.nextInt(5)),
            name(random),
            random.nextBoolean() ? List.of() : List.of(bytes(random, 20)),
            random.nextInt(4),
            random.nextInt(256),
            Duration.ofNanos(random.nextLong()),
            content(QUERIES[random.nextInt(QUERIES.length)], random));
    };
  }

  private static SerfMessage state(Random random) {
    List<SerfMessage.EventsAt> events = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      events.add(new SerfMessage.EventsAt(time(random), List.of(content("e", random))));
    }
    return new SerfMessage.PushPull(
        new SerfMessage.Clocks(time(random), time(random), time(random)),
        Map.of(name(random), time(random)),
        List.of(name(random)),
        events);
  }
}
