package io.proconsul.core.filter;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.GoDuration;
import io.proconsul.codec.Value;
import org.jspecify.annotations.Nullable;

/** Whether a field's value is, contains or matches an operand; negation is the caller's. */
@FunctionalInterface
interface Comparison {
  /** The value is null where the record leaves the field out. */
  boolean holds(@Nullable Value value);

  static Comparison of(Kind kind, Expression.Match match, String selector) {
    var operand = match.value();
    return switch (match.operator()) {
      case EQUAL, NOT_EQUAL -> equal(kind, operand, selector);
      case MATCHES, NOT_MATCHES -> matching(operand);
      case IS_EMPTY, IS_NOT_EMPTY -> Comparison::isEmpty;
      case IN, NOT_IN -> containing(kind, operand, selector);
    };
  }

  private static Comparison equal(Kind kind, String operand, String selector) {
    try {
      return equal(kind, operand);
    } catch (FilterException e) {
      throw new FilterException("Failed to coerce value "
          + GoText.quote(operand)
          + " for selector "
          + selector
          + ": "
          + e.getMessage());
    }
  }

  private static Comparison equal(Kind kind, String operand) {
    return switch (kind) {
      case Kind.Bool() -> {
        boolean wanted = GoNumber.bool(operand);
        yield value -> (value instanceof Value.Bool(boolean is) && is) == wanted;
      }
      case Kind.Int whole -> {
        long wanted = GoNumber.whole(operand, whole);
        yield value -> whole(value) == wanted;
      }
      case Kind.Real(int bits) -> {
        double wanted = GoNumber.real(operand, bits);
        yield value -> (bits == 32 ? (float) real(value) : real(value)) == wanted;
      }
      case Kind.Text() -> value -> text(value).equals(operand);
      case Kind.ListOf(Kind _) -> throw new IllegalArgumentException("lists are not compared");
      case Kind.MapOf(Kind _) -> throw new IllegalArgumentException("maps are not compared");
      case Kind.Struct(var _) -> throw new IllegalArgumentException("structs are not compared");
    };
  }

  private static Comparison containing(Kind kind, String operand, String selector) {
    if (kind instanceof Kind.ListOf(Kind element)) {
      var equal = equal(element, operand, selector);
      return value ->
          value instanceof Value.Arr(var values) && values.stream().anyMatch(equal::holds);
    }
    if (kind instanceof Kind.MapOf) {
      return value -> value instanceof Value.Obj(var fields) && fields.containsKey(operand);
    }
    return value -> text(value).contains(operand);
  }

  private static Comparison matching(String operand) {
    try {
      var pattern = GoPattern.compile(operand);
      return value -> pattern.matches(text(value));
    } catch (FilterException e) {
      throw new FilterException(
          "Failed to compile regular expression " + GoText.quote(operand) + ": " + e.getMessage());
    }
  }

  private static boolean isEmpty(@Nullable Value value) {
    return switch (value) {
      case Value.Arr(var values) -> values.isEmpty();
      case Value.Obj(var fields) -> fields.isEmpty();
      case null, default -> true;
    };
  }

  private static String text(@Nullable Value value) {
    return switch (value) {
      case Value.Str(String text) -> text;
      case Value.Bool(boolean is) -> Boolean.toString(is);
      case Value.Int(long number) -> Long.toString(number);
      case Value.Num(double _, String text) -> text;
      case null, default -> "";
    };
  }

  /** Durations are shown as text, but compared as nanoseconds. */
  private static long whole(@Nullable Value value) {
    return switch (value) {
      case Value.Int(long number) -> number;
      case Value.Num(double number, String _) -> (long) number;
      case Value.Str(String text) -> nanos(text);
      case null, default -> 0;
    };
  }

  private static long nanos(String text) {
    try {
      return text.isEmpty() ? 0 : GoDuration.parse(text).toNanos();
    } catch (DecodeException _) {
      return 0;
    }
  }

  private static double real(@Nullable Value value) {
    return switch (value) {
      case Value.Int(long number) -> number;
      case Value.Num(double number, String _) -> number;
      case null, default -> 0;
    };
  }
}
