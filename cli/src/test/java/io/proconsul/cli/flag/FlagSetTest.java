package io.proconsul.cli.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagSetTest {
  private final FlagSet flags = new FlagSet();
  private final StringFlag text = flags.string("text", "start", "");
  private final SwitchFlag on = flags.bool("on", false, "");
  private final SwitchFlag stale = flags.boolValue("stale", "");
  private final NumberFlag number = flags.integer("number", 5, "");
  private final NumberFlag port = flags.decimal("port", "");
  private final NumberFlag index = flags.unsigned("index", "");
  private final DurationFlag wait = flags.duration("wait", Duration.ofSeconds(1), "");
  private final ListFlag tags = flags.list("tag", "");
  private final PairsFlag meta = flags.pairs("meta", "");

  @ParameterizedTest
  @CsvSource({"-text x rest", "-text=x rest", "--text x rest", "--text=x rest"})
  void aValueFollowsWithOrWithoutAnEqualsSign(String line) throws InvalidFlag {
    flags.parse(line.split(" "));
    assertThat(text.get()).isEqualTo("x");
    assertThat(flags.rest()).containsExactly("rest");
  }

  @Test
  void aSwitchDoesNotTakeTheNextWord() throws InvalidFlag {
    flags.parse(new String[] {"-on", "false", "-text=x"});
    assertThat(on.get()).isTrue();
    assertThat(flags.rest()).containsExactly("false", "-text=x");
  }

  @ParameterizedTest
  @CsvSource({"1,true", "t,true", "TRUE,true", "0,false", "F,false", "False,false"})
  void aSwitchTakesWhatGoTakes(String given, boolean value) throws InvalidFlag {
    flags.parse(new String[] {"-on=" + given});
    assertThat(on.get()).isEqualTo(value);
  }

  @Test
  void twoDashesEndFlagsAndOneIsAWord() throws InvalidFlag {
    flags.parse(new String[] {"-on", "--", "-text"});
    assertThat(flags.rest()).containsExactly("-text");
    flags.parse(new String[] {"-", "-on"});
    assertThat(flags.rest()).containsExactly("-", "-on");
  }

  @Test
  void aValueMayBeEmptyOrLookLikeAFlag() throws InvalidFlag {
    flags.parse(new String[] {"-text=", "-tag", "-on", "-tag=a=b"});
    assertThat(text.get()).isEmpty();
    assertThat(text.isSet()).isTrue();
    assertThat(tags.get()).containsExactly("-on", "a=b");
    assertThat(on.get()).isFalse();
  }

  @Test
  void numbersAndDurationsAreReadAsInGo() throws InvalidFlag {
    flags.parse(new String[] {"-number=-0x10", "-index=18446744073709551615", "-wait=1m30s"});
    assertThat(number.get()).isEqualTo(-16);
    assertThat(index.get()).isEqualTo(-1);
    assertThat(wait.get()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void pairsSplitAtTheFirstEqualsSign() throws InvalidFlag {
    flags.parse(new String[] {"-meta", "a=b=c", "-meta=d="});
    assertThat(meta.get()).containsEntry("a", "b=c").containsEntry("d", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-bogus=1|flag provided but not defined: -bogus",
        "-text|flag needs an argument: -text",
        "---text|bad flag syntax: ---text",
        "-=x|bad flag syntax: -=x",
        "-on=maybe|invalid boolean value \"maybe\" for -on: parse error",
        "-stale=maybe|invalid boolean value \"maybe\" for -stale: strconv.ParseBool: parsing"
            + " \"maybe\": invalid syntax",
        "-number=x|invalid value \"x\" for flag -number: parse error",
        "-number=9223372036854775808|invalid value \"9223372036854775808\" for flag -number: value"
            + " out of range",
        "-index=-1|invalid value \"-1\" for flag -index: parse error",
        "-port=bogus|invalid value \"bogus\" for flag -port: strconv.Atoi: parsing \"bogus\": invalid"
            + " syntax",
        "-wait=x|invalid value \"x\" for flag -wait: parse error",
        "-meta=bogus|invalid value \"bogus\" for flag -meta: Missing \"=\" value in argument: bogus",
      })
  void errorsAreGos(String word, String message) {
    assertThatThrownBy(() -> flags.parse(new String[] {word}))
        .isInstanceOf(InvalidFlag.class)
        .hasMessage(message);
  }

  @Test
  void whatWasNotGivenKeepsItsValue() throws InvalidFlag {
    flags.parse(new String[0]);
    assertThat(text.get()).isEqualTo("start");
    assertThat(text.or("other")).isEqualTo("other");
    assertThat(number.get()).isEqualTo(5);
    assertThat(port.isSet()).isFalse();
    assertThat(stale.get()).isFalse();
  }

  @Test
  void helpSortsFlagsAndWrapsAtColumn72() {
    FlagSet two = new FlagSet();
    two.bool("b", false, "word ".repeat(20).strip());
    two.string("a", "", "short");
    assertThat(new HelpText("Usage: x").section("Options", two).toString())
        .isEqualTo("Usage: x\n\nOptions\n\n  -a=<string>\n     short\n\n  -b\n     "
            + "word ".repeat(13).strip() + "\n     " + "word ".repeat(7).strip());
  }
}
