package io.proconsul.conformance.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.codec.Value;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Relations to variables, numbers, siblings and paths. */
class RelationTest {
  private final Variables variables = new Variables();

  RelationTest() {
    variables.put("idx", "10");
    variables.put("count", 10);
    variables.put("word", "hello");
  }

  @ParameterizedTest
  @CsvSource({
    "gt:idx, 11, 10",
    "ge:idx, 10, 9",
    "lt:idx, 9, 10",
    "le:idx, 10, 11",
    "eq:idx, 10, 11",
    "ne:idx, 11, 10",
    "eq:count, 10, 11",
    "eq:idx+1, 11, 10",
    "gt:idx-2, 9, 8",
    "lt:2.5, 2, 3",
    "eq:7, 7, 8",
    "gt:.Low, 4, 3",
    "eq:$[1].Low, 5, 6",
    "eq:$.length, 2, 3",
  })
  void holdsForOneNumberAndNotForTheOther(String relation, long good, long bad) {
    for (Value actual : new Value[] {new Value.Int(good), new Value.Str("" + good)}) {
      assertThat(holds(relation, actual)).isTrue();
    }
    for (Value actual : new Value[] {new Value.Int(bad), new Value.Str("" + bad)}) {
      assertThat(holds(relation, actual)).isFalse();
    }
  }

  @Test
  void textIsComparedOnlyForEquality() {
    assertThat(holds("eq:word", new Value.Str("hello"))).isTrue();
    assertThat(holds("ne:word", new Value.Str("hullo"))).isTrue();
    assertThat(holds("gt:word", new Value.Str("world"))).isFalse();
  }

  @Test
  void floatingPointIsComparedByValue() {
    assertThat(holds("gt:idx", new Value.Num(10.5, "10.5"))).isTrue();
    assertThat(holds("eq:idx", new Value.Num(10.0, "1e1"))).isTrue();
  }

  @Test
  void referenceToNothingNeverHolds() {
    assertThat(holds("ne:unknown", new Value.Int(1))).isFalse();
    assertThat(holds("ne:.unknown", new Value.Int(1))).isFalse();
    assertThat(holds("ne:$.unknown", new Value.Int(1))).isFalse();
  }

  @Test
  void absentValueHasNoRelation() {
    Value expected = Json.parse("{\"a\":\"<<gt:1>>\"}".getBytes(StandardCharsets.UTF_8));
    Comparison comparison = new Comparison(variables, null);
    assertThat(comparison.compare(expected, Value.Obj.EMPTY, "$")).isFalse();
  }

  private boolean holds(String relation, Value actual) {
    Value parent = Json.parse("{\"Low\":3}".getBytes(StandardCharsets.UTF_8));
    Value document = Json.parse("[{},{\"Low\":5}]".getBytes(StandardCharsets.UTF_8));
    Comparison comparison = new Comparison(variables, document);
    return comparison.compare(new Value.Str("<<" + relation + ">>"), actual, "$", parent);
  }
}
