package io.proconsul.gossip.serf.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.codec.DecodeException;
import io.proconsul.gossip.wire.IpAddress;
import io.proconsul.gossip.wire.NodeAddress;
import io.proconsul.gossip.wire.Versions;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The bytes were written by Go's encoder from structs of Serf's fields. */
class MessageTest {
  private static final NodeAddress LOCAL =
      new NodeAddress(new IpAddress(new byte[] {127, 0, 0, 1}), 7946);
  private static final byte[] P = {'p'};

  private static SerfMessage read(String hex) {
    return MessageReader.read(HexFormat.of().parseHex(hex));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  @Test
  void intentsAreRead() {
    assertThat(read("0083a54c54696d6507a44e6f6465a161a55072756e65c3"))
        .isEqualTo(new SerfMessage.Leave(7, "a", true));
    assertThat(read("0182a54c54696d6507a44e6f6465a161")).isEqualTo(new SerfMessage.Join(7, "a"));
  }

  @Test
  void aStateIsReadAndItsUnusedSlotsAreSkipped() {
    SerfMessage.PushPull state = (SerfMessage.PushPull)
        read("0286aa4576656e744c54696d6504a64576656e747392c082a64576656e74739182a44e616d65a6"
            + "6465706c6f79a75061796c6f6164a178a54c54696d6502a54c54696d6509ab4c6566744d656d62"
            + "65727391a162aa51756572794c54696d6505ac5374617475734c54696d657381a16103");
    assertThat(state.clocks()).isEqualTo(new SerfMessage.Clocks(9, 4, 5));
    assertThat(state.statusTimes()).isEqualTo(Map.of("a", 3L));
    assertThat(state.left()).containsExactly("b");
    assertThat(state.events()).hasSize(1);
    assertThat(state.events().getFirst().ltime()).isEqualTo(2);
    assertThat(state.events().getFirst().events().getFirst().name()).isEqualTo("deploy");
  }

  @Test
  void eventsAndQueriesAreRead() {
    SerfMessage.UserEvent event = (SerfMessage.UserEvent)
        read("0384a24343c3a54c54696d65cd012ca44e616d65a66465706c6f79a75061796c6f6164c0");
    assertThat(event.ltime()).isEqualTo(300);
    assertThat(event.payload()).isEmpty();
    SerfMessage.Query query = (SerfMessage.Query) read(
        "048ba441646472b000000000000000000000ffff7f000001a746696c7465727391a20102a5466c61677301"
            + "a249444da54c54696d6505a44e616d65a171a75061796c6f6164a170a4506f7274cd1f0aab52656c61"
            + "79466163746f7203aa536f757263654e6f6465a161a754696d656f7574cf000000037e11d600");
    assertThat(query.source()).isEqualTo(LOCAL);
    assertThat(query.filters().getFirst()).containsExactly(1, 2);
    assertThat(query.timeout()).isEqualTo(Duration.ofSeconds(15));
    assertThat(query.acknowledge()).isTrue();
    assertThat(query.broadcast()).isTrue();
    assertThat(query.relayFactor()).isEqualTo(3);
  }

  @Test
  void aRelayKeepsWhatItCarries() {
    SerfMessage.Relay relay = (SerfMessage.Relay) read(
        "0982a8446573744164647283a24950b000000000000000000000ffff7f000001a4506f7274cd1f0aa45a6f"
            + "6e65a0a8446573744e616d65a161" + "0501ff");
    assertThat(relay.to()).isEqualTo(LOCAL);
    assertThat(relay.message()).containsExactly(5, 1, 0xff);
    assertThat(MessageReader.read(MessageWriter.write(relay)))
        .usingRecursiveComparison()
        .isEqualTo(relay);
  }

  @Test
  void whatIsWrittenIsRead() {
    List<SerfMessage> messages = List.of(
        new SerfMessage.Leave(1, "a", false),
        new SerfMessage.Join(2, "b"),
        new SerfMessage.PushPull(
            new SerfMessage.Clocks(1, 2, 3),
            Map.of("a", 7L),
            List.of("b"),
            List.of(new SerfMessage.EventsAt(4, List.of(new SerfMessage.NamedPayload("e", P))))),
        new SerfMessage.UserEvent(Long.MAX_VALUE, "e", P, true),
        new SerfMessage.Query(
            5,
            0xffffffffL,
            LOCAL,
            "a",
            List.of(P),
            3,
            255,
            Duration.ofSeconds(9),
            new SerfMessage.NamedPayload("q", P)),
        new SerfMessage.Answer(5, 6, "a", 1, P));
    for (SerfMessage message : messages) {
      assertThat(MessageReader.read(MessageWriter.write(message)))
          .usingRecursiveComparison()
          .isEqualTo(message);
    }
  }

  @Test
  void answersOnKeysAreSerfs() {
    assertThat(
            KeyAnswer.read(bytes("0884a44b65797391a26b31a74d657373616765a16daa5072696d6172794b6579"
                + "a26b31a6526573756c74c3")))
        .isEqualTo(new KeyAnswer(true, "m", List.of("k1"), "k1"));
    assertThat(KeyAnswer.read(
            bytes("0884a44b657973c0a74d657373616765a0aa5072696d6172794b6579a0a6526573756c74c2")))
        .isEqualTo(KeyAnswer.failed(""));
    KeyAnswer answer = new KeyAnswer(true, "m", List.of("k1", "k2"), "k1");
    assertThat(KeyAnswer.read(answer.toBytes())).isEqualTo(answer);
    assertThat(KeyRequest.read(bytes("0781a34b6579a20102")).key()).containsExactly(1, 2);
    assertThat(new KeyRequest(new byte[] {1, 2}).toBytes()).isEqualTo(bytes("0781a34b6579a20102"));
  }

  @Test
  void answersOnConflictsAreSerfs() {
    assertThat(ConflictAnswer.readAddress(bytes("06c0"))).isNull();
    assertThat(ConflictAnswer.unknown()).isEqualTo(bytes("06c0"));
    ConflictAnswer answer = new ConflictAnswer("a", LOCAL, Map.of("k", "v"), 1, Versions.SERF);
    assertThat(ConflictAnswer.readAddress(answer.toBytes())).isEqualTo(LOCAL);
  }

  @Test
  void filtersAndTagsAreSerfs() {
    assertThat(new QueryFilter.Nodes(List.of("a")).toBytes()).isEqualTo(bytes("0091a161"));
    QueryFilter tag = new QueryFilter.Tag("role", "w.*");
    assertThat(QueryFilter.read(bytes("0182a445787072a3772e2aa3546167a4726f6c65")))
        .isEqualTo(tag);
    assertThat(QueryFilter.read(tag.toBytes())).isEqualTo(tag);
    assertThat(TagText.encode(Map.of("dc", "dc1"))).isEqualTo(bytes("ff81a26463a3646331"));
    assertThat(TagText.decode(bytes("ff81a26463a3646331"))).isEqualTo(Map.of("dc", "dc1"));
    assertThat(TagText.decode(bytes("776562"))).isEqualTo(Map.of("role", "web"));
    assertThat(TagText.decode(bytes("ff93"))).isEmpty();
  }

  @Test
  void othersAreRefused() {
    assertThatThrownBy(() -> read("0a80"))
        .isInstanceOf(DecodeException.class)
        .hasMessage("Received message of unknown type: 10");
    assertThatThrownBy(() -> read("")).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> read("0090")).isInstanceOf(DecodeException.class);
  }

  @Property(tries = 3000)
  void anyBytesAreAMessageOrRefused(
      @ForAll @IntRange(min = 0, max = 9) int type, @ForAll byte[] body) {
    byte[] bytes = MessageWriter.prefix(type, body);
    try {
      assertThat(MessageReader.read(bytes)).isNotNull();
    } catch (DecodeException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
    assertThat(TagText.decode(body)).isNotNull();
  }

  @Property(tries = 3000)
  void aChangedByteIsHarmless(@ForAll @IntRange(min = 0, max = 400) int at, @ForAll byte value) {
    byte[] bytes = MessageWriter.write(new SerfMessage.Query(
        5,
        6,
        LOCAL,
        "a",
        List.of(new QueryFilter.Tag("t", "e").toBytes()),
        0,
        1,
        Duration.ofSeconds(1),
        new SerfMessage.NamedPayload("q", P)));
    bytes[at % bytes.length] = value;
    try {
      assertThat(MessageReader.read(bytes)).isNotNull();
    } catch (DecodeException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }
}
