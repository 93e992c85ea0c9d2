package io.proconsul.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.gossip.serf.message.MessageReader;
import io.proconsul.gossip.serf.message.QueryFilter;
import io.proconsul.gossip.serf.message.SerfMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueriesTest {
  private static final byte[] NOTHING = {};

  private final TestingSerf self = new TestingSerf();

  private static SerfMessage.NamedPayload content(String name) {
    return new SerfMessage.NamedPayload(name, NOTHING);
  }

  /** Messages to others since the last call. */
  private List<SerfMessage> sent() {
    return self.take(SerfEffect.Tell.class).stream()
        .map(tell -> MessageReader.read(tell.payload()))
        .toList();
  }

  private SerfEvent.QueryReceived received() {
    return self.take(SerfEffect.Deliver.class).stream()
        .map(deliver -> (SerfEvent.QueryReceived) deliver.event())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aQueryIsAcknowledgedToldAndSentOnOnce() {
    self.hear(TestingSerf.query(5, 7, "load"));
    self.hear(TestingSerf.query(5, 7, "load"));
    List<SerfEffect> effects = self.take();
    assertThat(effects).filteredOn(SerfEffect.Deliver.class::isInstance).hasSize(1);
    assertThat(effects)
        .filteredOn(SerfEffect.Tell.class::isInstance)
        .singleElement()
        .isInstanceOfSatisfying(SerfEffect.Tell.class, tell -> {
          assertThat(tell.to()).isEqualTo(TestingSerf.address(2));
          SerfMessage.Answer answer = (SerfMessage.Answer) MessageReader.read(tell.payload());
          assertThat(answer.acknowledgement()).isTrue();
          assertThat(answer.from()).isEqualTo("self");
        });
    assertThat(self.broadcasts()).hasSize(1);
    self.hear(TestingSerf.query(5, 8, "load"));
    assertThat(self.told()).containsExactly("query load");
  }

  @Test
  void whoIsNotMeantSendsOnOnly() {
    byte[] others = new QueryFilter.Nodes(List.of("a", "b")).toBytes();
    byte[] tag = new QueryFilter.Tag("role", "^w").toBytes();
    byte[] otherTag = new QueryFilter.Tag("none", "x").toBytes();
    self.hear(TestingSerf.query(1, 1, "one", others));
    self.hear(TestingSerf.query(2, 2, "two", tag, otherTag));
    self.hear(TestingSerf.query(3, 3, "three", new QueryFilter.Tag("role", "(").toBytes()));
    self.hear(TestingSerf.query(4, 4, "four", new byte[] {9}));
    self.hear(TestingSerf.query(5, 5, "five", NOTHING));
    assertThat(self.told()).isEmpty();
    assertThat(self.broadcasts()).hasSize(5);
    byte[] me = new QueryFilter.Nodes(List.of("self")).toBytes();
    self.hear(TestingSerf.query(6, 6, "six", me, tag));
    assertThat(self.told()).containsExactly("query six");
  }

  @Test
  void anAnswerIsSentOnceAndInTime() {
    self.hear(TestingSerf.query(5, 7, "load"));
    SerfEvent.QueryReceived query = received();
    assertThat(self.serf.respond(query, new byte[1024]))
        .contains("response exceeds limit of 1024 bytes");
    assertThat(self.serf.respond(query, NOTHING)).isEmpty();
    assertThat(sent()).singleElement().isInstanceOf(SerfMessage.Answer.class);
    assertThat(self.serf.respond(query, NOTHING)).contains("response already sent");
    self.hear(TestingSerf.query(6, 8, "load"));
    SerfEvent.QueryReceived late = received();
    self.pass(Duration.ofSeconds(6));
    assertThat(self.serf.respond(late, NOTHING)).contains("response is past the deadline");
  }

  @Test
  void answersAlsoGoByWayOfOthers() {
    self.join("b", 2);
    self.join("c", 3);
    self.join("d", 4);
    SerfMessage.Query plain = TestingSerf.query(5, 7, "load");
    self.hear(new SerfMessage.Query(
        5, 7, plain.source(), "b", List.of(), 0, 2, Duration.ofSeconds(5), plain.content()));
    SerfEvent.QueryReceived query = self.take(SerfEffect.Happened.class).stream()
        .map(SerfEffect.Happened::event)
        .filter(SerfEvent.QueryReceived.class::isInstance)
        .map(SerfEvent.QueryReceived.class::cast)
        .findFirst()
        .orElseThrow();
    assertThat(self.serf.respond(query, NOTHING)).isEmpty();
    List<SerfMessage> sent = sent();
    assertThat(sent).hasSize(3);
    assertThat(sent.get(1)).isInstanceOfSatisfying(SerfMessage.Relay.class, relay -> {
      assertThat(relay.to()).isEqualTo(TestingSerf.address(2));
      assertThat(MessageReader.read(relay.message())).isInstanceOf(SerfMessage.Answer.class);
    });

    self.hear(sent.get(1));
    assertThat(sent()).singleElement().isInstanceOf(SerfMessage.Answer.class);
  }

  @Test
  void eachMemberAnswersOnceUntilTheEnd() {
    self.join("b", 2);
    Duration timeout = self.serf.ask(
        77, content("load"), new QueryParams(List.of(), Map.of(), true, 0, Duration.ZERO));
    assertThat(timeout).isEqualTo(Duration.ofMillis(3200));
    SerfMessage.Query query = (SerfMessage.Query) self.broadcasts().getFirst();
    self.take();
    SerfMessage.Answer answer =
        new SerfMessage.Answer(query.ltime(), query.id(), "b", 0, TestingSerf.bytes("x"));
    self.hear(answer);
    self.hear(answer);
    self.hear(new SerfMessage.Answer(query.ltime(), query.id() + 1, "c", 0, NOTHING));
    self.hear(new SerfMessage.Answer(query.ltime() + 1, query.id(), "c", 0, NOTHING));
    self.hear(new SerfMessage.Answer(query.ltime(), query.id(), "b", 1, NOTHING));
    List<SerfEffect> effects = self.take();
    assertThat(effects).filteredOn(SerfEffect.Answered.class::isInstance).hasSize(1);
    assertThat(effects).filteredOn(SerfEffect.Acknowledged.class::isInstance).hasSize(1);
    self.pass(timeout);
    assertThat(self.take(SerfEffect.QueryFinished.class))
        .containsExactly(new SerfEffect.QueryFinished(77));
    self.hear(answer);
    assertThat(self.take(SerfEffect.Answered.class)).isEmpty();
  }

  @Test
  void theAskerAnswersItselfWithoutTheNetwork() {
    self.serf.ask(77, content("load"), QueryParams.DEFAULT);
    SerfEvent.QueryReceived query = self.take(SerfEffect.Deliver.class).stream()
        .map(deliver -> (SerfEvent.QueryReceived) deliver.event())
        .findFirst()
        .orElseThrow();
    assertThat(self.serf.respond(query, TestingSerf.bytes("mine"))).isEmpty();
    assertThat(self.take())
        .filteredOn(SerfEffect.Answered.class::isInstance)
        .singleElement()
        .isInstanceOfSatisfying(
            SerfEffect.Answered.class, answered -> assertThat(answered.node()).isEqualTo("self"));
  }

  @Test
  void moreMembersHaveMoreTime() {
    for (int i = 2; i < 12; i++) {
      self.join("m" + i, i);
    }
    assertThat(self.serf.ask(1, content("load"), QueryParams.DEFAULT))
        .isEqualTo(Duration.ofMillis(6400));
  }

  @Test
  void aLargeQueryIsRefused() {
    SerfMessage.NamedPayload large = new SerfMessage.NamedPayload("load", new byte[1024]);
    assertThatThrownBy(() -> self.serf.ask(1, large, QueryParams.DEFAULT))
        .hasMessage("query exceeds limit of 1024 bytes");
    assertThat(self.take()).isEmpty();
  }

  @Test
  void floodsAreBounded() {
    for (int i = 0; i < 2000; i++) {
      self.hear(TestingSerf.query(5, i, "load"));
    }
    assertThat(self.take(SerfEffect.Deliver.class)).hasSize(512);
    for (int i = 0; i < 5000; i++) {
      long token = i;
      try {
        self.serf.ask(token, content("load"), QueryParams.DEFAULT);
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessage("too many queries are running");
        assertThat(token).isEqualTo(4096);
        return;
      }
    }
    throw new AssertionError("no bound");
  }

  @Test
  void serfsOwnQueriesAreNotTold() {
    self.hear(TestingSerf.query(5, 7, "_serf_ping"));
    self.hear(TestingSerf.query(6, 8, "_serf_unknown"));
    assertThat(self.take(SerfEffect.Deliver.class)).isEmpty();
  }
}
