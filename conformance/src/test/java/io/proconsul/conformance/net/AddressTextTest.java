package io.proconsul.conformance.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "::",
        "::1",
        "1::",
        "2001:db8::1",
        "2001:db8:0:1:1:1:1:1",
        "1:0:0:2::3",
        "1::2:0:0:3:4",
        "1:2:3:4:5:6:7:8"
      })
  void isTheUsualSpelling(String text) throws IOException {
    byte[] address = InetAddress.ofLiteral(text).getAddress();
    assertThat(AddressText.of(address, address.length)).isEqualTo(text);
  }
}
