package io.proconsul.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  @Test
  void executablesKeepTheirOrderSoThatTheLastIsTheAnchor() {
    Arguments arguments =
        Arguments.parse(List.of("--only", "start,dns", "--secs", "2", "b=/x/b", "a=/x/a"));
    assertThat(arguments.only()).containsExactly("start", "dns");
    assertThat(arguments.pace()).isEqualTo(new Arguments.Pace(2, 4, 3));
    assertThat(arguments.executables())
        .containsExactly(Map.entry("b", Path.of("/x/b")), Map.entry("a", Path.of("/x/a")));
  }

  @Test
  void noExecutableOrAnUnknownWordGetsTheUsage() {
    for (List<String> words : List.of(List.<String>of(), List.of("--secs"), List.of("name"))) {
      assertThatThrownBy(() -> Arguments.parse(words)).hasMessage(Arguments.USAGE);
    }
  }

  @Test
  void figuresAreMediansWithRatiosToTheAnchor() {
    Figures figures = new Figures("dns");
    for (double value : new double[] {30, 10, 20}) {
      figures.add("ours", Map.of("per_s", value));
      figures.add("theirs", Map.of("per_s", value / 2));
    }
    assertThat(figures.lines("theirs").get(0))
        .startsWith("dns")
        .endsWith("per_s                 ours=20.00  theirs=10.00  ours/theirs=2.00");
  }
}
