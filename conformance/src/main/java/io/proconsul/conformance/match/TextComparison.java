package io.proconsul.conformance.match;

import io.proconsul.codec.Value;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Expected strings: a matcher for a whole value ({@code <<index>>}), or text in which matchers may
 * stand. Texts of several lines are reported line by line.
 */
final class TextComparison {
  private static final int SHOWN_LINES = 12;
  private static final int SHOWN_LINE = 400;

  private final Comparison comparison;

  TextComparison(Comparison comparison) {
    this.comparison = comparison;
  }

  boolean compare(String expected, @Nullable Value actual, String path, @Nullable Value parent) {
    Matcher token = TextPattern.TOKEN.matcher(expected);
    if (token.matches()) {
      String kind = token.group(1);
      if (kind.equals("any")) {
        return actual != null || comparison.differ(path, "missing");
      }
      if (kind.equals("absent")) {
        return actual == null
            || comparison.differ(path, "must be absent, got " + Json.show(actual));
      }
      if (actual != null && Relation.isOperator(kind) && token.group(2) != null) {
        return comparison.relation(new Relation(kind, token.group(2)), actual, path, parent);
      }
      Kind wanted = Kind.named(kind);
      if (actual != null && wanted != null) {
        return wanted.includes(actual)
            || comparison.differ(
                path, "expected " + wanted.description + ", got " + Json.show(actual));
      }
    }
    return text(expected, actual, path);
  }

  private boolean text(String expected, @Nullable Value actual, String path) {
    Value whole = new Value.Str(expected);
    if (actual == null) {
      return comparison.differ(path, "missing, expected " + Json.show(whole));
    }
    if (!(actual instanceof Value.Str(String text))) {
      return comparison.differ(
          path, "expected string " + Json.show(whole) + ", got " + Json.show(actual));
    }
    if (TextPattern.matches(expected, text)) {
      return true;
    }
    if (!expected.contains("\n") && !text.contains("\n") || !lines(expected, text, path)) {
      comparison.differ(
          path, "expected " + Comparison.showText(whole) + ", got " + Comparison.showText(actual));
    }
    return false;
  }

  /** Reports the lines that differ; false when each line matches alone but the whole does not. */
  private boolean lines(String expected, String actual, String path) {
    List<String> left = List.of(expected.split("\n", -1));
    List<String> right = List.of(actual.split("\n", -1));
    int reported = 0;
    for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
      String want = i < left.size() ? left.get(i) : null;
      String got = i < right.size() ? right.get(i) : null;
      boolean same = want != null && got != null && TextPattern.matches(want, got);
      if (!same && reported++ < SHOWN_LINES) {
        comparison.differ(
            path + " line " + (i + 1), "expected " + line(want) + ", got " + line(got));
      }
    }
    return reported > 0;
  }

  private static String line(@Nullable String text) {
    return text == null ? "no line" : Json.show(new Value.Str(text), SHOWN_LINE);
  }

  /** Matchers that ask only for the kind of a value. */
  private enum Kind {
    INDEX("a positive integer"),
    INT("an integer"),
    NUMBER("a number"),
    BOOL("a boolean"),
    LIST("an array"),
    OBJECT("an object"),
    TEXT("a string");

    final String description;

    Kind(String description) {
      this.description = description;
    }

    static @Nullable Kind named(String name) {
      for (Kind kind : values()) {
        if (kind.name().equalsIgnoreCase(name)) {
          return kind;
        }
      }
      return null;
    }

    boolean includes(Value value) {
      BigInteger integer = Numbers.integer(value);
      return switch (this) {
        case INDEX -> integer != null && integer.signum() > 0;
        case INT -> integer != null;
        case NUMBER -> value instanceof Value.Int || value instanceof Value.Num;
        case BOOL -> value instanceof Value.Bool;
        case LIST -> value instanceof Value.Arr;
        case OBJECT -> value instanceof Value.Obj;
        case TEXT -> value instanceof Value.Str;
      };
    }
  }
}
