package io.proconsul.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class WriteGuardTest {
  @Test
  void withoutNetworksEveryoneMayWrite() {
    assertThat(new WriteGuard(List.of()).allows("192.0.2.1")).isTrue();
  }

  @Test
  void onlyTheNetworksMayWrite() {
    WriteGuard guard = new WriteGuard(List.of("10.0.0.0/8", "127.0.0.1/32", "2001:db8::/32"));
    assertThat(guard.allows("10.255.0.1")).isTrue();
    assertThat(guard.allows("11.0.0.1")).isFalse();
    assertThat(guard.allows("127.0.0.1")).isTrue();
    assertThat(guard.allows("127.0.0.2")).isFalse();
    assertThat(guard.allows("2001:db8:1::1")).isTrue();
    assertThat(guard.allows("2001:db9::1")).isFalse();
    assertThat(guard.allows("")).isFalse();
  }

  @Test
  void whatIsNoNetworkIsRefused() {
    for (String bad : List.of("10.0.0.0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x")) {
      assertThatThrownBy(() -> new WriteGuard(List.of(bad)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(bad);
    }
  }
}
