package io.proconsul.conformance.match;

import io.proconsul.codec.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Matchers written as an object of one key, such as {@code {"<<subset>>": {...}}}. */
record ObjectMatcher(
    Comparison comparison, String path, @Nullable Value parent) {

  /** The matcher's name and argument; null when the object is not a matcher. */
  static Map.@Nullable Entry<String, Value> of(Value.Obj object) {
    if (object.fields().size() != 1) {
      return null;
    }
    Map.Entry<String, Value> only = object.fields().entrySet().iterator().next();
    String name = only.getKey();
    boolean matcher = name.length() > 4 && name.startsWith("<<") && name.endsWith(">>");
    return matcher ? Map.entry(name.substring(2, name.length() - 2), only.getValue()) : null;
  }

  boolean holds(String kind, Value argument, @Nullable Value actual) {
    if (kind.equals("optional")) {
      return actual == null || comparison.compare(argument, actual, path, parent);
    }
    if (actual == null) {
      return comparison.differ(path, "missing, expected <<" + kind + ">> " + Json.show(argument));
    }
    return switch (kind) {
      case "subset" -> subset(argument, actual);
      case "unordered" -> unordered(list(argument), actual);
      case "contains" -> contains(list(argument), actual);
      case "not" ->
        !comparison.wouldHold(argument, actual, parent)
            || differ("must not match " + Json.show(argument) + ", got " + Json.show(actual));
      case "or" ->
        list(argument).stream().anyMatch(each -> comparison.wouldHold(each, actual, parent))
            || differ(
                "matches none of " + Comparison.showLong(argument) + ": got " + Json.show(actual));
      case "each" -> each(argument, actual);
      case "keys" -> keys(list(argument), actual);
      case "len" -> length(argument, actual);
      case "json" -> json(argument, actual);
      case "sorted_lines" -> sortedLines(argument, actual);
      default -> differ("unknown matcher <<" + kind + ">>");
    };
  }

  private boolean differ(String message) {
    return comparison.differ(path, message);
  }

  private boolean notA(String kind, Value actual) {
    return differ("expected " + kind + ", got " + Json.show(actual));
  }

  private boolean subset(Value argument, Value actual) {
    if (!(actual instanceof Value.Obj object)) {
      return notA("an object", actual);
    }
    if (!(argument instanceof Value.Obj expected)) {
      return differ("<<subset>> needs an object");
    }
    return comparison.keys(expected, object, path, false);
  }

  private boolean unordered(List<Value> expected, Value actual) {
    if (!(actual instanceof Value.Arr(List<Value> elements))
        || elements.size() != expected.size()) {
      return differ("expected (any order) " + expected.size() + " elements "
          + Comparison.showLong(new Value.Arr(expected)) + ", got "
          + Comparison.showLong(actual));
    }
    Assignment assignment =
        Assignment.of(expected, elements, (want, got) -> comparison.wouldHold(want, got, actual));
    List<Value> lost = assignment.lost();
    List<Value> spare = assignment.spare();
    for (Value each : lost) {
      if (lost.size() == 1) {
        comparison.compare(each, spare.getFirst(), path + "(unordered)", null);
      } else {
        differ("nothing matches " + Comparison.showLong(each) + " among "
            + Comparison.showLong(new Value.Arr(spare)));
      }
    }
    return lost.isEmpty();
  }

  private boolean contains(List<Value> wanted, Value actual) {
    if (!(actual instanceof Value.Arr) && !(actual instanceof Value.Str)) {
      return notA("an array", actual);
    }
    boolean holds = true;
    for (Value want : wanted) {
      boolean found = switch (actual) {
        case Value.Str(String text) ->
          want instanceof Value.Str(String part) && TextPattern.contains(part, text);
        case Value.Arr(List<Value> elements) ->
          elements.stream().anyMatch(each -> comparison.wouldHold(want, each, actual));
        default -> false;
      };
      if (!found) {
        holds = differ("expected to contain " + Comparison.showLong(want) + ", got "
            + Comparison.showText(actual));
      }
    }
    return holds;
  }

  private boolean each(Value argument, Value actual) {
    boolean holds = true;
    switch (actual) {
      case Value.Obj(Map<String, Value> fields) -> {
        for (Map.Entry<String, Value> field : fields.entrySet()) {
          String place = path + "[" + field.getKey() + "]";
          holds &= comparison.compare(argument, field.getValue(), place, actual);
        }
      }
      case Value.Arr(List<Value> elements) -> {
        for (int i = 0; i < elements.size(); i++) {
          holds &= comparison.compare(argument, elements.get(i), path + "[" + i + "]", actual);
        }
      }
      default -> holds = notA("an array or object", actual);
    }
    return holds;
  }

  private boolean keys(List<Value> expected, Value actual) {
    if (!(actual instanceof Value.Obj(Map<String, Value> fields))) {
      return notA("an object", actual);
    }
    List<String> want = expected.stream().map(Variables::plain).sorted().toList();
    List<String> got = fields.keySet().stream().sorted().toList();
    return want.equals(got) || differ("expected keys " + want + ", got " + got);
  }

  private boolean length(Value argument, Value actual) {
    Value length = switch (actual) {
      case Value.Obj(Map<String, Value> fields) -> new Value.Int(fields.size());
      case Value.Arr _, Value.Str _ -> JsonPath.find(actual, "$.length");
      default -> null;
    };
    return length == null
        ? notA("something with a length", actual)
        : comparison.compare(argument, length, path + ".length", null);
  }

  private boolean json(Value argument, Value actual) {
    Value inner = actual instanceof Value.Str(String text) ? Json.parseOrNull(text) : null;
    return inner == null
        ? differ("not JSON: " + Json.show(actual))
        : comparison.compare(argument, inner, path + "(json)", null);
  }

  private boolean sortedLines(Value argument, Value actual) {
    if (!(actual instanceof Value.Str(String text))) {
      return notA("a string", actual);
    }
    List<String> want = new ArrayList<>(
        argument instanceof Value.Str(String lines)
            ? Arrays.asList(lines.split("\n", -1))
            : list(argument).stream().map(Variables::plain).toList());
    List<String> got = Arrays.asList(text.split("\n", -1));
    want.sort(null);
    got.sort(null);
    return comparison.compare(Value.of(want), Value.of(got), path + "(sorted lines)", null);
  }

  private static List<Value> list(Value argument) {
    return argument instanceof Value.Arr(List<Value> values) ? values : List.of(argument);
  }
}
