package io.proconsul.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class KeyTest {
  @Test
  void partsAreSeparatedByZero() {
    assertThat(Key.of("n", "s")).containsExactly('n', 0, 's');
    assertThat(Key.prefix("n", "s")).containsExactly('n', 0, 's', 0);
    assertThat(Key.prefix("n")).containsExactly('n', 0);
    assertThat(Key.of("ä")).containsExactly(0xc3, 0xa4);
  }

  @Test
  void numbersSortAsUnsigned() {
    assertThat(Arrays.compareUnsigned(Key.of(255), Key.of(256))).isNegative();
    assertThat(Arrays.compareUnsigned(Key.of(1L << 40), Key.of(-1L))).isNegative();
  }
}
