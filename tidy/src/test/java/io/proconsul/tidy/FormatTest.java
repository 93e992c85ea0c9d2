package io.proconsul.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FormatTest {
  private static final Path ROOT = Path.of(System.getProperty("proconsul.root", ".."));

  @Test
  void everySourceIsFormatted() throws Exception {
    assertThat(Format.sources(ROOT)).hasSizeGreaterThan(10);
    assertThat(Format.unformatted(ROOT, false))
        .as("run: mvn -q -pl tidy compile exec:exec")
        .isEmpty();
  }
}
