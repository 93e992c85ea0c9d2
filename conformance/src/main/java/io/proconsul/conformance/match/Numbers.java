package io.proconsul.conformance.match;

import io.proconsul.codec.Value;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Whole numbers of any size, which JSON's readers keep apart from floating point by spelling. */
final class Numbers {
  private Numbers() {}

  static boolean isInteger(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    return text.length() > start
        && text.substring(start).chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Null unless the value is a whole number or a string of digits. */
  static @Nullable BigInteger integer(Value value) {
    return switch (value) {
      case Value.Int(long number) -> BigInteger.valueOf(number);
      case Value.Num(double _, String text) when isInteger(text) -> new BigInteger(text);
      case Value.Str(String text) when isInteger(text) -> new BigInteger(text);
      case Value.Nil _, Value.Bool _, Value.Num _, Value.Str _ -> null;
      case Value.Bytes _, Value.Arr _, Value.Obj _ -> null;
    };
  }

  /** Same number and same kind: {@code 1} is not {@code 1.0}, but {@code 1.0} is {@code 1e0}. */
  static boolean same(Value.Num left, Value.Num right) {
    boolean integer = isInteger(left.text());
    return integer == isInteger(right.text())
        && (integer ? left.text().equals(right.text()) : left.value() == right.value());
  }
}
