package io.proconsul.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  @Test
  void optionsMayStandAnywhere() {
    Arguments arguments = Arguments.parse(
        new String[] {"a", "--bin", "/x/consul", "--jobs", "4", "b.json", "--keep"});
    assertThat(arguments.executable()).isEqualTo(Path.of("/x/consul"));
    assertThat(arguments.jobs()).isEqualTo(4);
    assertThat(arguments.keep()).isTrue();
    assertThat(arguments.paths()).containsExactly(Path.of("a"), Path.of("b.json"));
  }

  @Test
  void globSelectsAcrossSlashes() {
    Arguments arguments =
        Arguments.parse(new String[] {"--bin", "c", "--only", "kv/*", "--only", "*/soa", "."});
    assertThat(arguments.selects("kv/cas")).isTrue();
    assertThat(arguments.selects("kv/deep/er")).isTrue();
    assertThat(arguments.selects("dns/soa")).isTrue();
    assertThat(arguments.selects("dns/srv")).isFalse();
  }

  @Test
  void bareNameIsLookedForInPath() {
    Arguments arguments = Arguments.parse(new String[] {"--bin", "sh", "."});
    assertThat(arguments.executable()).isAbsolute().isExecutable();
  }

  @Test
  void mistakesAreExplained() {
    assertThatThrownBy(() -> Arguments.parse(new String[] {"--nope", "."}))
        .hasMessageContaining("unknown option --nope");
    assertThatThrownBy(() -> Arguments.parse(new String[] {"--list", ".", "--bin"}))
        .hasMessageContaining("--bin needs a value");
  }
}
