package io.proconsul.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as text: what Go's net.ParseIP takes, and nothing else. */
class IpTextTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 0a000001",
    "255.255.255.255, ffffffff",
    "::, 00000000000000000000000000000000",
    "::1, 00000000000000000000000000000001",
    "2001:db8::5, 20010db8000000000000000000000005",
    "2001:DB8:1:2:cafe::1337, 20010db800010002cafe000000001337",
    "1:2:3:4:5:6:7:8, 00010002000300040005000600070008",
    "1::, 00010000000000000000000000000000",
    "64:ff9b::10.0.0.1, 0064ff9b00000000000000000a000001",
    "::ffff:10.0.0.1, 0a000001"
  })
  void addressesAreRead(String text, String hex) {
    byte[] address = IpText.parse(text);
    assertThat(address).isNotNull();
    assertThat(IpText.hex(address)).isEqualTo(hex);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "web1",
        "10.0.0",
        "10.0.0.256",
        "10.0.0.01",
        "10.0.0.1.",
        "10..0.1",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4::5:6:7:8",
        "1::2::3",
        ":1::2",
        "12345::",
        "g::1",
        "fe80::1%eth0",
        "::10.0.0.1.2",
        "::10.0.0.1:5"
      })
  void everythingElseIsAName(String text) {
    assertThat(IpText.parse(text)).isNull();
  }
}
