package io.proconsul.conformance.match;

import io.proconsul.codec.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds what came against what a scenario expects and collects every difference with its path. JSON
 * is compared exactly (key sets, kinds of number, null against empty) but for the order of keys.
 * Absence is null here. For one answer, on one thread.
 */
public final class Comparison {
  private static final int SHOWN_LONG = 900;
  private static final int SHOWN_TEXT = 2000;

  private final Variables variables;
  private final @Nullable Value document;
  private final List<String> differences = new ArrayList<>();

  /** @param document the JSON of the whole answer, into which relations may point */
  public Comparison(Variables variables, @Nullable Value document) {
    this.variables = variables;
    this.document = document;
  }

  public List<String> differences() {
    return List.copyOf(differences);
  }

  /** Compares one part of an answer, such as {@code status} or {@code body}. */
  public boolean compare(Value expected, @Nullable Value actual, String path) {
    return compare(expected, actual, path, null);
  }

  /** Records a difference; always false. */
  public boolean differ(String path, String message) {
    differences.add(path + ": " + message);
    return false;
  }

  boolean compare(Value expected, @Nullable Value actual, String path, @Nullable Value parent) {
    if (expected instanceof Value.Str(String text)) {
      return new TextComparison(this).compare(text, actual, path, parent);
    }
    if (expected instanceof Value.Obj object) {
      Map.Entry<String, Value> matcher = ObjectMatcher.of(object);
      if (matcher != null) {
        return new ObjectMatcher(this, path, parent)
            .holds(matcher.getKey(), matcher.getValue(), actual);
      }
    }
    if (actual == null) {
      return differ(path, "missing, expected " + Json.show(expected));
    }
    return switch (expected) {
      case Value.Obj object -> object(object, actual, path);
      case Value.Arr array -> array(array, actual, path);
      case Value.Num number
      when actual instanceof Value.Num other && Numbers.same(number, other) -> true;
      case Value.Nil _, Value.Bool _, Value.Int _, Value.Num _, Value.Bytes _, Value.Str _ ->
        expected.equals(actual)
            || differ(path, "expected " + Json.show(expected) + ", got " + Json.show(actual));
    };
  }

  /** Whether the value would do, without recording why not. */
  boolean wouldHold(Value expected, @Nullable Value actual, @Nullable Value parent) {
    return new Comparison(variables, document).compare(expected, actual, "", parent);
  }

  boolean relation(Relation relation, Value actual, String path, @Nullable Value parent) {
    Value other = relation.other(variables, document, parent);
    if (other == null) {
      return differ(
          path, "<<" + relation.operator() + ":" + relation.reference() + ">> refers to nothing");
    }
    return relation.holds(actual, other)
        || differ(
            path,
            "expected " + relation.operator() + " " + relation.reference() + " (" + Json.show(other)
                + "), got " + Json.show(actual));
  }

  /** The listed keys; with {@code exact} there may be no others. */
  boolean keys(Value.Obj expected, Value.Obj actual, String path, boolean exact) {
    boolean holds = true;
    for (Map.Entry<String, Value> field : expected.fields().entrySet()) {
      String name = field.getKey();
      holds &= compare(field.getValue(), actual.get(name), path + "." + name, actual);
    }
    if (exact) {
      for (Map.Entry<String, Value> field : actual.fields().entrySet()) {
        if (expected.get(field.getKey()) == null) {
          holds = differ(
              path + "." + field.getKey(), "unexpected key, value " + Json.show(field.getValue()));
        }
      }
    }
    return holds;
  }

  static String showLong(@Nullable Value value) {
    return Json.show(value, SHOWN_LONG);
  }

  static String showText(@Nullable Value value) {
    return Json.show(value, SHOWN_TEXT);
  }

  private boolean object(Value.Obj expected, Value actual, String path) {
    if (!(actual instanceof Value.Obj object)) {
      return differ(path, "expected object " + Json.show(expected) + ", got " + Json.show(actual));
    }
    return keys(expected, object, path, true);
  }

  private boolean array(Value.Arr expected, Value actual, String path) {
    if (!(actual instanceof Value.Arr(List<Value> elements))) {
      return differ(path, "expected array " + Json.show(expected) + ", got " + Json.show(actual));
    }
    if (expected.values().size() != elements.size()) {
      return differ(
          path,
          "expected " + expected.values().size() + " elements, got " + elements.size()
              + ": expected " + showLong(expected) + " got " + showLong(actual));
    }
    boolean holds = true;
    for (int i = 0; i < elements.size(); i++) {
      holds &= compare(expected.values().get(i), elements.get(i), path + "[" + i + "]", actual);
    }
    return holds;
  }
}
