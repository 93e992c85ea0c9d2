package io.proconsul.agent.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {
  /** As OpenSSL writes a P-256 key; from the example of RFC 9500, where keys for tests stand. */
  private static final String SEC1 = """
      -----BEGIN EC PRIVATE KEY-----
      MHcCAQEEIObLW92AqkWunJXowVR2Z5/+yVPBaFHnEedDk5WJxk/BoAoGCCqGSM49
      AwEHoUQDQgAEQiVI+I+3gv+17KN0RFLHKh5Vj71vc75eSOkyMsxFxbFsTNEMTLjV
      uKFxOelIgsiZJXKZNCX0FBmrfpCkKklCcg==
      -----END EC PRIVATE KEY-----
      """;

  @TempDir
  Path folder;

  @Test
  void readsEcKeysOfOpenSsl() throws Exception {
    Path file = Files.writeString(folder.resolve("k.pem"), SEC1);
    assertThat(Pem.privateKey(file).getAlgorithm()).isEqualTo("EC");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void readsPkcs8(String algorithm) throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    Path file = write("PRIVATE KEY", pair.getPrivate().getEncoded());
    assertThat(Pem.privateKey(file)).isEqualTo(pair.getPrivate());
  }

  @Test
  void readsRsaKeysOfOpenSsl() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    byte[] pkcs8 = pair.getPrivate().getEncoded();
    // The version, the algorithm and the head of the octets are 26 bytes at this size.
    Path file = write("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, 26, pkcs8.length));
    assertThat(Pem.privateKey(file)).isEqualTo(pair.getPrivate());
  }

  @Test
  void aFileWithoutAKeyIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("k.pem"), "nothing");
    assertThatThrownBy(() -> Pem.privateKey(file))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessage("no private key in " + file);
    assertThatThrownBy(() -> Pem.certificates(file)).hasMessage("no certificate in " + file);
  }

  @Test
  void aKeyThatIsCutOffIsAnError() throws IOException {
    Path file = write("EC PRIVATE KEY", new byte[] {0x30, 0x10, 2});
    assertThatThrownBy(() -> Pem.privateKey(file)).isInstanceOf(GeneralSecurityException.class);
  }

  private Path write(String label, byte[] der) throws IOException {
    String text = "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der)
        + "\n-----END " + label + "-----\n";
    return Files.writeString(folder.resolve("key.pem"), text);
  }
}
