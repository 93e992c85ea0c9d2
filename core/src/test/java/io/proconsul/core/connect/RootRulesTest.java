package io.proconsul.core.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Value;
import io.proconsul.codec.json.JsonReader;
import io.proconsul.core.api.ConsulException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RootRulesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                | ec 256 PT87600H",
        "{\"LeafCertTTL\":\"48h\"}         | ec 256 PT87600H",
        "{\"PrivateKeyType\":\"ec\",\"PrivateKeyBits\":384,\"RootCertTTL\":\"1h\"} | ec 384 PT1H",
        "{\"PrivateKeyType\":\"rsa\",\"PrivateKeyBits\":2048} | rsa 2048 PT87600H",
        "{\"PrivateKeyType\":\"rsa\"}      | PrivateKeyBits of a key of type \"rsa\" must be one of"
            + " [2048, 4096], not 256",
        "{\"PrivateKeyType\":\"dsa\"}      | PrivateKeyType must be \"ec\" or \"rsa\", not \"dsa\"",
        "{\"LeafCertTTL\":\"59m\"}         | leaf cert TTL must be greater or equal than 1h0m0s",
        "{\"RootCertTTL\":\"59m\"}         | RootCertTTL must be at least 1h",
        "{\"RootCertTTL\":\"x\"}           | time: invalid duration \"x\"",
        "{\"RootCert\":\"x\"}              | PrivateKey and RootCert: a root of your own is not"
            + " supported by this version",
      })
  void whatIsWantedOrWhatIsWrong(String config, String outcome) {
    assertThat(rules(config)).isEqualTo(outcome);
  }

  private static String rules(String json) {
    try {
      RootRules rules =
          RootRules.of((Value.Obj) JsonReader.parse(json.getBytes(StandardCharsets.UTF_8)));
      return rules.keyType() + " " + rules.keyBits() + " " + rules.valid();
    } catch (ConsulException | DecodeException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
