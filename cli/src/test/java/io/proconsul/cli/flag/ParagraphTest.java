package io.proconsul.cli.flag;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParagraphTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one|9|one",
        "''|9|''",
        "aaa bbb ccc|7|aaa bbb/ccc",
        // A full first line would leave 0 and 4 empty, which costs 16; 3 and 1 cost 10.
        "aaa bb cc ddddd|6|aaa/bb cc/ddddd",
        // A word that is too long stands alone at the end, and takes a short one along before it.
        "aa longerword|5|aa/longerword",
        "aa longerword b|9|aa longerword/b",
      })
  void linesLeaveAsLittleEmptyAsTheyCanTogether(String text, int width, String lines) {
    assertThat(String.join("/", Paragraph.lines(text, width))).isEqualTo(lines);
  }
}
