package io.proconsul.codec;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Random values for round trips; numbers and texts in the form in which readers give them. */
public final class RandomValues {
  public static final Arbitrary<Value> TEXTS = text().map(Value::of);

  public static final Arbitrary<Value> RAW_TEXTS =
      text().map(text -> new Value.Bytes(text.getBytes(StandardCharsets.UTF_8)));

  private RandomValues() {}

  public static Arbitrary<Value> values(Arbitrary<Value> texts) {
    Arbitrary<Value> leaves = Arbitraries.oneOf(
        texts,
        Arbitraries.longs().map(Value.Int::new),
        Arbitraries.of(true, false).map(Value.Bool::new),
        Arbitraries.of(0.5, -1.25, 300.125)
            .map(number -> new Value.Num(number, Double.toString(number))),
        Arbitraries.just(Value.Nil.NIL));
    return Arbitraries.recursive(() -> leaves, RandomValues::containers, 0, 3);
  }

  private static Arbitrary<Value> containers(Arbitrary<Value> inner) {
    return Arbitraries.oneOf(
        inner.list().ofMaxSize(20).map(Value.Arr::new),
        Arbitraries.maps(text(), inner).ofMaxSize(20).map(Value.Obj::new));
  }

  private static Arbitrary<String> text() {
    return Arbitraries.strings()
        .ofMaxLength(40)
        .filter(text -> !text.codePoints().anyMatch(c -> c >= 0xd800 && c < 0xe000));
  }
}
