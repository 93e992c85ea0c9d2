package io.proconsul.conformance.match;

import io.proconsul.codec.Value;
import java.math.BigDecimal;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code <<gt:R>>} and its like: how a value stands to a saved variable, a number, a sibling key or
 * a path in the same document. Digits in a string count as a number.
 */
record Relation(String operator, String reference) {
  private static final Set<String> OPERATORS = Set.of("gt", "ge", "lt", "le", "eq", "ne");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
  private static final Pattern VARIABLE = Pattern.compile("([\\w.]+?)([+-]\\d+)?");

  static boolean isOperator(String kind) {
    return OPERATORS.contains(kind);
  }

  boolean holds(Value actual, Value other) {
    BigDecimal left = number(actual);
    BigDecimal right = number(other);
    if (left == null || right == null) {
      boolean same = Variables.plain(actual).equals(Variables.plain(other));
      return operator.equals("eq") && same || operator.equals("ne") && !same;
    }
    int order = left.compareTo(right);
    return switch (operator) {
      case "gt" -> order > 0;
      case "ge" -> order >= 0;
      case "lt" -> order < 0;
      case "le" -> order <= 0;
      case "eq" -> order == 0;
      case "ne" -> order != 0;
      default -> throw new IllegalArgumentException("no relation " + operator);
    };
  }

  /** What the reference stands for; null when it refers to nothing. */
  @Nullable
  Value other(Variables variables, @Nullable Value document, @Nullable Value parent) {
    if (reference.startsWith(".")) {
      return parent instanceof Value.Obj object ? object.get(reference.substring(1)) : null;
    }
    if (reference.startsWith("$")) {
      return JsonPath.find(document, reference);
    }
    if (NUMBER.matcher(reference).matches()) {
      return new Value.Num(Double.parseDouble(reference), reference);
    }
    Matcher variable = VARIABLE.matcher(reference);
    if (!variable.matches()) {
      return null;
    }
    Value value = variables.get(variable.group(1));
    return value == null || variable.group(2) == null
        ? value
        : new Value.Int(Long.parseLong(Variables.plain(value)) + Long.parseLong(variable.group(2)));
  }

  private static @Nullable BigDecimal number(Value value) {
    return switch (value) {
      case Value.Int(long number) -> BigDecimal.valueOf(number);
      case Value.Num(double _, String text) -> new BigDecimal(text);
      case Value.Str(String text) when Numbers.isInteger(text) -> new BigDecimal(text);
      case Value.Nil _, Value.Bool _, Value.Str _, Value.Bytes _, Value.Arr _, Value.Obj _ -> null;
    };
  }
}
