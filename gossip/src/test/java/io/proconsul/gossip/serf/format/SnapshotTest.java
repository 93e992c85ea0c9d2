package io.proconsul.gossip.serf.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.codec.DecodeException;
import io.proconsul.gossip.serf.message.SerfMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SnapshotTest {
  private static final String JOURNAL = """
      alive: a 10.0.0.1:8301
      alive: name with space [::1]:8301
      alive: b 10.0.0.2:8301
      # comment
      coordinate: {"Vec":[1]}
      clock: 7
      event-clock: 5
      query-clock: 3
      not-alive: b
      clock: nonsense
      alive: nowhere
      something: new
      clock: 9
      event-clock: 6""";

  @Test
  void aJournalOfSerfIsRead() {
    Snapshot snapshot = Snapshot.read(JOURNAL, false);
    assertThat(snapshot.alive())
        .isEqualTo(Map.of("a", "10.0.0.1:8301", "name with space", "[::1]:8301"));
    assertThat(snapshot.clocks()).isEqualTo(new SerfMessage.Clocks(9, 5, 3));
  }

  @Test
  void aLeaveEndsIt() {
    String left = JOURNAL + "\nleave\n";
    assertThat(Snapshot.read(left, false).alive()).isEmpty();
    assertThat(Snapshot.read(left, false).clocks()).isEqualTo(new SerfMessage.Clocks(0, 0, 0));
    assertThat(Snapshot.read(left, true).alive()).hasSize(2);
    assertThat(Snapshot.read(left + "alive: c 10.0.0.3:8301\n", false).alive())
        .containsOnlyKeys("c");
  }

  @Test
  void itWritesSerfsLines() {
    Snapshot snapshot = new Snapshot(false);
    assertThat(snapshot.alive("a", "10.0.0.1:8301")).isEqualTo("alive: a 10.0.0.1:8301\n");
    assertThat(snapshot.notAlive("a")).isEqualTo("not-alive: a\n");
    assertThat(snapshot.notAlive("a")).isEmpty();
    assertThat(snapshot.clock(4)).isEqualTo("clock: 4\n");
    assertThat(snapshot.clock(4)).isEmpty();
    assertThat(snapshot.eventClock(4)).isEqualTo("event-clock: 4\n");
    assertThat(snapshot.queryClock(4)).isEqualTo("query-clock: 4\n");
    assertThat(snapshot.alive("a\nleave", "10.0.0.1:8301")).isEmpty();
    assertThat(snapshot.leave()).isEqualTo("leave\n");
  }

  @Test
  void aCompactOneSaysTheSame() {
    Snapshot snapshot = Snapshot.read(JOURNAL, false);
    assertThat(snapshot.compact()).isEqualTo("""
            alive: a 10.0.0.1:8301
            alive: name with space [::1]:8301
            clock: 9
            event-clock: 5
            query-clock: 3
            """);
  }

  @Property(tries = 1000)
  void anyTextIsASnapshot(@ForAll String text) {
    Snapshot snapshot = Snapshot.read(text + "\n", false);
    Snapshot again = Snapshot.read(snapshot.compact(), false);
    assertThat(again.alive()).isEqualTo(snapshot.alive());
    assertThat(again.clocks()).isEqualTo(snapshot.clocks());
  }

  @Test
  void aKeyringIsAListOfTexts() {
    String text = KeyringText.format(List.of("a==", "b=="));
    assertThat(text).isEqualTo("[\n  \"a==\",\n  \"b==\"\n]");
    assertThat(KeyringText.parse(text.getBytes(StandardCharsets.UTF_8)))
        .containsExactly("a==", "b==");
    assertThat(KeyringText.format(List.of())).isEqualTo("[]");
    for (String wrong : List.of("{}", "[1]", "", "[\"a\"")) {
      assertThatThrownBy(() -> KeyringText.parse(wrong.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(DecodeException.class);
    }
  }
}
