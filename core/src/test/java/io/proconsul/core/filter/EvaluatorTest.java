package io.proconsul.core.filter;

import static io.proconsul.core.filter.FilterFields.BOOL;
import static io.proconsul.core.filter.FilterFields.FLOAT;
import static io.proconsul.core.filter.FilterFields.INT;
import static io.proconsul.core.filter.FilterFields.LIST_OF_STRING;
import static io.proconsul.core.filter.FilterFields.MAP_STRING;
import static io.proconsul.core.filter.FilterFields.STRING;
import static io.proconsul.core.filter.FilterFields.UINT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.codec.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
  private static final Kind SUB = Kind.struct(FilterFields.none()
      .with("Name", STRING)
      .with("N", INT)
      .with("L", LIST_OF_STRING)
      .with("M", MAP_STRING));

  private static final FilterFields FIELDS = FilterFields.none()
      .with("S", STRING)
      .with("B", BOOL)
      .with("I", INT)
      .with("I8", Kind.whole(8, true))
      .with("I64", INT)
      .with("U", UINT)
      .with("U8", Kind.whole(8, false))
      .with("U16", Kind.whole(16, false))
      .with("U64", UINT)
      .with("F", FLOAT)
      .with("F32", new Kind.Real(32))
      .with(LIST_OF_STRING, "LS", "NilL")
      .with("LI", Kind.listOf(INT))
      .with(Kind.listOf(SUB), "LST", "LE", "LP")
      .with(MAP_STRING, "MS", "NilM")
      .with("MI", Kind.mapOf(INT))
      .with("MSub", Kind.mapOf(SUB))
      .with("MLS", Kind.mapOf(LIST_OF_STRING))
      .with(SUB, "St", "PS", "NilP")
      .with("MB", Kind.mapOf(BOOL))
      .with("LB", Kind.listOf(BOOL))
      .with("LL", Kind.listOf(LIST_OF_STRING))
      .with("LM", Kind.listOf(MAP_STRING));

  private static final Value SUBJECT = object(Map.ofEntries(
      Map.entry("S", Value.of("abc")),
      Map.entry("B", new Value.Bool(true)),
      Map.entry("I", new Value.Int(5)),
      Map.entry("I8", new Value.Int(7)),
      Map.entry("I64", new Value.Int(9)),
      Map.entry("U", new Value.Int(3)),
      Map.entry("U8", new Value.Int(4)),
      Map.entry("U16", new Value.Int(80)),
      Map.entry("U64", new Value.Int(10)),
      Map.entry("F", new Value.Num(1.5, "1.5")),
      Map.entry("F32", new Value.Num(2.5, "2.5")),
      Map.entry("LS", Value.of(List.of("a", "b"))),
      Map.entry("LI", list(new Value.Int(1), new Value.Int(2))),
      Map.entry("LST", list(sub("x", 1, "p"), sub("y", 2))),
      Map.entry("MS", object(Map.of("k", Value.of("v"), "a-b", Value.of("c"), "", Value.of("e")))),
      Map.entry("MI", object(Map.of("one", new Value.Int(1)))),
      Map.entry("MSub", object(Map.of("p", sub("pn", 4)))),
      Map.entry("MLS", object(Map.of("a", Value.of(List.of("1")), "em", Value.of(List.of())))),
      Map.entry("St", sub("sn", 8, "z")),
      Map.entry("PS", sub("ps", 0)),
      Map.entry("MB", object(Map.of("t", new Value.Bool(true)))),
      Map.entry("LB", list(new Value.Bool(true)))));

  private static Value object(Map<String, Value> fields) {
    return new Value.Obj(fields);
  }

  private static Value list(Value... values) {
    return new Value.Arr(List.of(values));
  }

  private static Value sub(String name, long number, String... texts) {
    return object(Map.of(
        "Name",
        Value.of(name),
        "N",
        new Value.Int(number),
        "L",
        Value.of(List.of(texts)),
        "M",
        object(Map.of("q", Value.of("r")))));
  }

  private static boolean matches(String filter) {
    return Evaluator.create(Filter.parse(filter), FIELDS).matches(SUBJECT);
  }

  /** What go-bexpr answers to each of these, for a subject like ours. */
  @Test
  void answersAsConsulsLibraryDoes() {
    var different = new ArrayList<String>();
    int rows = 0;
    for (var row : answers()) {
      int tab = row.indexOf('\t');
      var filter = row.substring(0, tab).translateEscapes();
      var expected = row.substring(tab + 1).translateEscapes();
      var actual = answer(filter);
      rows++;
      if (!actual.equals(expected)) {
        different.add(filter + "\n  want " + expected + "\n  have " + actual);
      }
    }
    assertThat(different).isEmpty();
    assertThat(rows).isGreaterThan(500);
  }

  private static List<String> answers() {
    try (var in = Objects.requireNonNull(EvaluatorTest.class.getResourceAsStream("answers.tsv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String answer(String filter) {
    try {
      return "= " + matches(filter);
    } catch (FilterException e) {
      return "C " + e.getMessage();
    }
  }

  @Test
  void endpointsShowTheIntroduction() {
    assertThatThrownBy(() -> Evaluator.create("Bogus == x", FIELDS))
        .isInstanceOf(FilterException.class)
        .hasMessage(
            "Failed to create boolean expression evaluator: Selector \"Bogus\" is not valid");
  }

  @Test
  void fieldsLeftOutAreZero() {
    var empty = Value.Obj.EMPTY;
    for (var filter :
        List.of("S == \"\"", "B == false", "I == 0", "LS is empty", "St.N == 0", "F == 0")) {
      assertThat(Evaluator.create(filter, FIELDS).matches(empty)).as(filter).isTrue();
    }
  }

  @Test
  void durationsCompareAsNanoseconds() {
    var subject = object(Map.of("I", Value.of("10s")));
    assertThat(Evaluator.create("I == 10000000000", FIELDS).matches(subject)).isTrue();
  }

  @Test
  void depthAndLengthAreBounded() {
    int deep = Filter.MAX_DEPTH - 1;
    assertThat(matches("(".repeat(deep) + "S == abc" + ")".repeat(deep))).isTrue();
    for (var filter : List.of(
        "(".repeat(30_000) + "S == abc" + ")".repeat(30_000), "not ".repeat(15_000) + "B")) {
      assertThatThrownBy(() -> matches(filter))
          .isInstanceOf(FilterException.class)
          .hasMessageContaining("nested deeper");
    }
    assertThatThrownBy(() -> matches("S == " + "a".repeat(Filter.MAX_LENGTH)))
        .isInstanceOf(FilterException.class)
        .hasMessageContaining("longer than");
    assertThat(matches("S == x or ".repeat(6000) + "S == abc")).isTrue();
  }

  @Test
  void hostilePatternsTakeLinearTime() {
    var subject = object(Map.of("S", Value.of("a".repeat(5000) + "!")));
    assertThat(Evaluator.create("S matches \"^(a+)+$\"", FIELDS).matches(subject))
        .isFalse();
  }
}
