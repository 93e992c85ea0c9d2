package io.proconsul.agent.dns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnsSetupTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.1, 53",
    "10.0.0.1:5353, 10.0.0.1, 5353",
    "::1, 0:0:0:0:0:0:0:1, 53",
    "[::1], 0:0:0:0:0:0:0:1, 53",
    "[::1]:5353, 0:0:0:0:0:0:0:1, 5353"
  })
  void recursorsListenOnPort53UnlessTold(String text, String host, int port) {
    assertThat(DnsSetup.recursor(text).getAddress().getHostAddress()).isEqualTo(host);
    assertThat(DnsSetup.recursor(text).getPort()).isEqualTo(port);
  }
}
