package io.proconsul.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.gossip.serf.message.KeyAnswer;
import io.proconsul.gossip.serf.message.KeyRequest;
import io.proconsul.gossip.serf.message.MessageReader;
import io.proconsul.gossip.serf.message.SerfMessage;
import io.proconsul.gossip.wire.Keyring;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeyQueriesTest {
  private static final byte[] A = key(16, 1);
  private static final byte[] B = key(32, 2);

  private final TestingSerf self =
      new TestingSerf(SerfSettings.CONSUL, Keyring.of(A), TestingSerf.NEW);
  private long ltime = 5;

  private static byte[] key(int length, int content) {
    byte[] key = new byte[length];
    Arrays.fill(key, (byte) content);
    return key;
  }

  /** Asks, saves where that is wanted, and returns the answer. */
  private KeyAnswer ask(TestingSerf of, String name, byte[] payload, Optional<String> saved) {
    of.hear(new SerfMessage.Query(
        ++ltime,
        ltime,
        TestingSerf.address(2),
        "b",
        List.of(),
        0,
        0,
        Duration.ofSeconds(5),
        new SerfMessage.NamedPayload(name, payload)));
    List<SerfEffect> effects = of.take();
    effects.stream()
        .filter(SerfEffect.KeysChanged.class::isInstance)
        .map(SerfEffect.KeysChanged.class::cast)
        .forEach(changed -> of.serf.keysSaved(changed.query(), saved));
    return Stream.concat(effects.stream(), of.take().stream())
        .filter(SerfEffect.Tell.class::isInstance)
        .map(SerfEffect.Tell.class::cast)
        .map(tell -> (SerfMessage.Answer) MessageReader.read(tell.payload()))
        .map(answer -> KeyAnswer.read(answer.payload()))
        .findFirst()
        .orElseThrow();
  }

  private KeyAnswer ask(String name, byte[] key) {
    return ask(self, name, new KeyRequest(key).toBytes(), Optional.empty());
  }

  private List<String> keys() {
    return ask(KeyQueries.LIST, new byte[0]).keys();
  }

  private static String text(byte[] key) {
    return Base64.getEncoder().encodeToString(key);
  }

  @Test
  void aKeyIsChangedInThreeSteps() {
    assertThat(ask(KeyQueries.USE, B))
        .isEqualTo(KeyAnswer.failed("Requested key is not in the keyring"));
    assertThat(ask(KeyQueries.INSTALL, B)).isEqualTo(KeyAnswer.done());
    assertThat(keys()).containsExactly(text(A), text(B));
    assertThat(ask(KeyQueries.REMOVE, A))
        .isEqualTo(KeyAnswer.failed("Removing the primary key is not allowed"));
    assertThat(ask(KeyQueries.USE, B)).isEqualTo(KeyAnswer.done());
    assertThat(ask(KeyQueries.LIST, new byte[0]).primaryKey()).isEqualTo(text(B));
    assertThat(ask(KeyQueries.REMOVE, A)).isEqualTo(KeyAnswer.done());
    assertThat(keys()).containsExactly(text(B));
  }

  @Test
  void keysHaveTheLengthsOfAes() {
    assertThat(ask(KeyQueries.INSTALL, key(15, 1)))
        .isEqualTo(KeyAnswer.failed("key size must be 16, 24 or 32 bytes"));
    assertThat(ask(KeyQueries.INSTALL, key(24, 3)).result()).isTrue();
  }

  @Test
  void whatCannotBeSavedIsAFailure() {
    KeyAnswer answer = ask(
        self,
        KeyQueries.INSTALL,
        new KeyRequest(B).toBytes(),
        Optional.of("Failed to write keyring file: disk full"));
    assertThat(answer).isEqualTo(KeyAnswer.failed("Failed to write keyring file: disk full"));
  }

  @Test
  void withoutEncryptionThereIsNoKeyring() {
    TestingSerf open = new TestingSerf();
    assertThat(ask(open, KeyQueries.INSTALL, new KeyRequest(B).toBytes(), Optional.empty()))
        .isEqualTo(KeyAnswer.failed("No keyring to modify (encryption not enabled)"));
    assertThat(ask(open, KeyQueries.LIST, new byte[0], Optional.empty()))
        .isEqualTo(KeyAnswer.failed("Keyring is empty (encryption not enabled)"));
  }

  @Test
  void whatIsNoRequestFails() {
    assertThat(ask(self, KeyQueries.USE, new byte[] {7, 1}, Optional.empty()).result())
        .isFalse();
    assertThat(ask(self, KeyQueries.USE, new byte[0], Optional.empty()).result())
        .isFalse();
  }

  @Test
  void aLongListIsCutToWhatFits() {
    for (int i = 10; i < 60; i++) {
      ask(KeyQueries.INSTALL, key(32, i));
    }
    KeyAnswer answer = ask(KeyQueries.LIST, new byte[0]);
    assertThat(answer.result()).isTrue();
    assertThat(answer.keys()).hasSizeBetween(10, 25);
    assertThat(answer.message())
        .isEqualTo(
            "truncated key list response, showing first " + answer.keys().size() + " of 51 keys");
  }
}
