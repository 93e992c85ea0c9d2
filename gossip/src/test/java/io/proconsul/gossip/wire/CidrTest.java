package io.proconsul.gossip.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.codec.DecodeException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "10.1.2.3/32, 10.1.2.3, true",
    "10.1.2.3/32, 10.1.2.2, false",
    "10.1.2.0/31, 10.1.2.1, true",
    "0.0.0.0/0, 1.2.3.4, true",
    "0.0.0.0/0, ::1, false",
    "fe80::/10, febf::1, true",
    "fe80::/10, fec0::1, false",
    "127.0.0.0/8, ::ffff:127.0.0.1, true",
  })
  void networksContainAddresses(String network, String ip, boolean contained) {
    assertThat(Cidr.parse(network).contains(IpAddress.parse(ip))).isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10.0.0.0", "10.0.0.0/33", "10.0.0/8", "a/8", "::/129", "/8", "1.2.3.4/x"})
  void whatIsNoNetworkIsRefused(String text) {
    assertThatThrownBy(() -> Cidr.parse(text))
        .isInstanceOf(DecodeException.class)
        .hasMessage("invalid cidr: " + text);
  }

  @Test
  void noNetworkMeansEverywhere() {
    assertThat(Cidr.anyOf(List.of()).test(IpAddress.parse("1.2.3.4"))).isTrue();
    assertThat(Cidr.anyOf(List.of(Cidr.parse("10.0.0.0/8"))).test(IpAddress.parse("1.2.3.4")))
        .isFalse();
  }
}
