package io.proconsul.cli.flag;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FlagUsageTest {
  record Row(String shown, Consumer<FlagSet> flag) {}

  static Row[] rows() {
    return new Row[] {
      new Row("  -text string\n    \tSay.", set -> set.string("text", "", "Say.")),
      new Row(
          "  -text string\n    \tSay. (default \"a\\\"b\")",
          set -> set.string("text", "a\"b", "Say.")),
      new Row("  -own value\n    \tSay.", set -> set.text("own", "Say.")),
      new Row("  -on\n    \tSay.", set -> set.bool("on", false, "Say.")),
      new Row("  -on\n    \tSay. (default true)", set -> set.bool("on", true, "Say.")),
      new Row("  -o\tSay.", set -> set.boolValue("o", "Say.")),
      new Row("  -n int\n    \tSay.", set -> set.integer("n", 0, "Say.")),
      new Row("  -n int\n    \tSay. (default -5)", set -> set.integer("n", -5, "Say.")),
      new Row("  -n uint\n    \tSay.", set -> set.unsigned("n", "Say.")),
      new Row("  -n value\n    \tSay.", set -> set.count("n", "Say.")),
      new Row(
          "  -wait duration\n    \tSay. (default 1m30s)",
          set -> set.duration("wait", Duration.ofSeconds(90), "Say.")),
      new Row("  -wait value\n    \tSay.", set -> set.durationValue("wait", "Say.")),
      new Row("  -tag value\n    \tSay.", set -> set.list("tag", "Say.")),
      new Row(
          "  -meta key=value\n    \tAny key=value.", set -> set.pairs("meta", "Any `key=value`.")),
      new Row("  -many value\n    \tOne.\n    \tTwo.", set -> set.list("many", "One.\nTwo.")),
      new Row("  -odd value\n    \tA ` alone.", set -> set.list("odd", "A ` alone.")),
    };
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aFlagIsShownAsGoShowsIt(Row row) {
    FlagSet set = new FlagSet();
    row.flag().accept(set);
    assertThat(FlagUsage.after(new InvalidFlag("wrong"), set))
        .isEqualTo("wrong\nUsage:\n" + row.shown());
  }

  @Test
  void flagsAreInTheOrderOfTheirNames() {
    FlagSet set = new FlagSet();
    set.string("b", "", "B");
    set.bool("a-b", false, "AB");
    set.bool("a", false, "A");
    assertThat(FlagUsage.after(new InvalidFlag("wrong"), set))
        .isEqualTo("wrong\nUsage:\n  -a\tA\n  -a-b\n    \tAB\n  -b string\n    \tB");
  }

  @Test
  void aCommandWithoutFlagsHasTheTitleAlone() {
    assertThat(FlagUsage.after(new InvalidFlag("wrong"), new FlagSet())).isEqualTo("wrong\nUsage:");
  }

  @Test
  void helpWithAValueIsNoMistake() {
    FlagSet set = new FlagSet();
    set.bool("on", false, "Say.");
    try {
      set.parse(new String[] {"-h=x"});
    } catch (InvalidFlag e) {
      assertThat(FlagUsage.after(e, set)).isEqualTo("Usage:\n  -on\n    \tSay.");
      return;
    }
    throw new AssertionError("help was not asked for");
  }
}
