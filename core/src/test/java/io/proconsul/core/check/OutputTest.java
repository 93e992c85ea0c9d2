package io.proconsul.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OutputTest {
  @Test
  void theEndIsKeptAndTheRestIsCounted() {
    assertThat(tail(4, "abc", "def").report()).isEqualTo("Captured 4 of 6 bytes\n...\ncdef");
    assertThat(tail(6, "abc", "def").report()).isEqualTo("abcdef");
    assertThat(tail(2, "abcdef").text()).isEqualTo("ef");
  }

  @Property
  void theTailIsTheEndHoweverItIsWritten(
      @ForAll @IntRange(max = 40) int length,
      @ForAll @IntRange(min = 1, max = 9) int step,
      @ForAll @IntRange(min = 1, max = 12) int max) {
    StringBuilder all = new StringBuilder();
    TailBuffer tail = new TailBuffer(max);
    for (int i = 0; i < length; i++) {
      all.append((char) ('a' + i % 26));
    }
    byte[] bytes = all.toString().getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length; at += step) {
      tail.write(bytes, at, Math.min(step, bytes.length - at));
    }
    assertThat(tail.text()).isEqualTo(all.substring(Math.max(0, length - max)));
    assertThat(tail.total()).isEqualTo(length);
  }

  @Test
  void aReportIsCutWithANoteAtTheEnd() {
    assertThat(OutputLimit.cut("x".repeat(10), 10)).isEqualTo("x".repeat(10));
    assertThat(OutputLimit.cut("x".repeat(11), 10))
        .isEqualTo("x".repeat(10) + " ... (captured 10 of 11 bytes)");
  }

  private static TailBuffer tail(int max, String... parts) {
    TailBuffer tail = new TailBuffer(max);
    for (String part : parts) {
      tail.write(part.getBytes(StandardCharsets.UTF_8), 0, part.length());
    }
    return tail;
  }
}
