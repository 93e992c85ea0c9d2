package io.proconsul.gossip.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KeyringTest {
  private static final byte[] A = TestingWire.bytes("aaaaaaaaaaaaaaaa");
  private static final byte[] B = TestingWire.bytes("bbbbbbbbbbbbbbbbbbbbbbbb");
  private static final byte[] C = TestingWire.bytes("cccccccccccccccccccccccccccccccc");

  @Test
  void theFirstKeyIsTheOneInUse() {
    Keyring keyring = Keyring.of(A, B, C);
    assertThat(keyring.keys()).containsExactly(A, B, C);
    assertThat(keyring.use(C).keys()).containsExactly(C, A, B);
    assertThat(keyring.remove(B).keys()).containsExactly(A, C);
    assertThat(keyring.add(B)).isSameAs(keyring);
  }

  @Test
  void mistakesAreNamedInMemberlistsWords() {
    Keyring keyring = Keyring.of(A);
    assertThatThrownBy(() -> Keyring.of(new byte[15]))
        .hasMessage("key size must be 16, 24 or 32 bytes");
    assertThatThrownBy(() -> keyring.use(B)).hasMessage("Requested key is not in the keyring");
    assertThatThrownBy(() -> keyring.remove(A))
        .hasMessage("Removing the primary key is not allowed");
  }

  @Test
  void aPoolChangesItsKeyWithoutAGap() {
    Keyring old = Keyring.of(A);
    Keyring both = old.add(B);
    Keyring changed = both.use(B);
    byte[] nothing = {};
    byte[] nonce = new byte[12];
    byte[] fromOld = old.primary().encrypt(C, nothing, nonce);
    byte[] fromNew = changed.primary().encrypt(C, nothing, nonce);
    assertThat(Security.decrypt(both, fromNew, nothing)).isEqualTo(C);
    assertThat(Security.decrypt(changed, fromOld, nothing)).isEqualTo(C);
    assertThatThrownBy(() -> Security.decrypt(changed.remove(A), fromOld, nothing))
        .hasMessage("No installed keys could decrypt the message");
  }

  @Test
  void aKeyringTellsNoKey() {
    assertThat(Keyring.of(A, B)).hasToString("Keyring of 2");
  }
}
