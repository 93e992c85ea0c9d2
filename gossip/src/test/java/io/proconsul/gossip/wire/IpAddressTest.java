package io.proconsul.gossip.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.codec.DecodeException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpAddressTest {
  @ParameterizedTest
  @CsvSource({
    "7f000001, 127.0.0.1",
    "00000000000000000000ffff0a000001, 10.0.0.1",
    "00000000000000000000000000000000, ::",
    "00000000000000000000000000000001, ::1",
    "20010db8000000000001000000000000, 2001:db8:0:0:1::",
    "20010db8000000010001000100010001, 2001:db8:0:1:1:1:1:1",
    "fe800000000000000000000000000abc, fe80::abc",
    "00010000000000000000000000000000, 1::",
  })
  void printsAsGoDoes(String hex, String text) {
    assertThat(new IpAddress(HexFormat.of().parseHex(hex))).hasToString(text);
  }

  @Test
  void anAddressHas4Or16Bytes() {
    assertThatThrownBy(() -> new IpAddress(new byte[5])).isInstanceOf(DecodeException.class);
  }

  @Test
  void printsWithItsPort() {
    assertThat(new NodeAddress(new IpAddress(new byte[16]), 8301)).hasToString("[::]:8301");
    assertThat(new NodeAddress(new IpAddress(new byte[4]), 8301)).hasToString("0.0.0.0:8301");
  }
}
