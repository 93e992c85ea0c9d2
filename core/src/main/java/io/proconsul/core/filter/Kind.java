package io.proconsul.core.filter;

import java.util.Map;

/** What a field holds: this decides which selectors and operators are valid. */
public sealed interface Kind {
  /** A whole number of 8, 16, 32 or 64 bits; Go's durations are 64-bit nanoseconds. */
  static Kind whole(int bits, boolean signed) {
    return new Int(bits, signed);
  }

  static Kind listOf(Kind element) {
    return new ListOf(element);
  }

  static Kind mapOf(Kind value) {
    return new MapOf(value);
  }

  static Kind struct(FilterFields fields) {
    return new Struct(fields.kinds());
  }

  record Text() implements Kind {}

  record Bool() implements Kind {}

  record Int(int bits, boolean signed) implements Kind {}

  record Real(int bits) implements Kind {}

  record ListOf(Kind element) implements Kind {}

  record MapOf(Kind value) implements Kind {}

  record Struct(Map<String, Kind> fields) implements Kind {
    public Struct {
      fields = Map.copyOf(fields);
    }
  }

  default boolean isPrimitive() {
    return switch (this) {
      case Text() -> true;
      case Bool() -> true;
      case Int(int _, boolean _) -> true;
      case Real(int _) -> true;
      case ListOf(Kind _) -> false;
      case MapOf(Kind _) -> false;
      case Struct(var _) -> false;
    };
  }

  default boolean supports(Operator operator) {
    return switch (operator) {
      case EQUAL, NOT_EQUAL -> isPrimitive();
      case MATCHES, NOT_MATCHES -> this instanceof Text;
      case IS_EMPTY, IS_NOT_EMPTY -> this instanceof ListOf || this instanceof MapOf;
      case IN, NOT_IN ->
        this instanceof Text
            || this instanceof MapOf
            || this instanceof ListOf(Kind element) && element.isPrimitive();
    };
  }
}
