package io.proconsul.conformance.match;

import io.proconsul.codec.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names that a scenario may refer to as <code>${name}</code>: ports, ids and what steps saved.
 * One for each running scenario; background steps read it from their own threads.
 */
public final class Variables {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{([A-Za-z_][\\w.]*)([+-]\\d+)?(:int)?\\}");

  private final Map<String, Value> values = new ConcurrentHashMap<>();

  public void put(String name, Value value) {
    values.put(name, value);
  }

  public void put(String name, String value) {
    values.put(name, new Value.Str(value));
  }

  public void put(String name, long value) {
    values.put(name, new Value.Int(value));
  }

  public @Nullable Value get(String name) {
    return values.get(name);
  }

  /** The text of a variable that the runner itself set. */
  public String text(String name) {
    Value value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no variable " + name);
    }
    return plain(value);
  }

  /** Fills in references in every string, keys included. Unknown names stay as they are. */
  public Value substitute(Value value) {
    return switch (value) {
      case Value.Str(String text) -> substituteWhole(text);
      case Value.Arr(List<Value> elements) ->
        new Value.Arr(elements.stream().map(this::substitute).toList());
      case Value.Obj object -> substitute(object);
      case Value.Nil _, Value.Bool _, Value.Int _, Value.Num _, Value.Bytes _ -> value;
    };
  }

  public Value.Obj substitute(Value.Obj object) {
    Map<String, Value> fields = new LinkedHashMap<>();
    object.fields().forEach((name, value) -> fields.put(substitute(name), substitute(value)));
    return new Value.Obj(fields);
  }

  public String substitute(String text) {
    return REFERENCE.matcher(text).replaceAll(found -> {
      Value value = values.get(found.group(1));
      String whole = value == null ? found.group() : moved(value, found.group(2));
      return Matcher.quoteReplacement(whole);
    });
  }

  /** A string that is nothing but <code>${name:int}</code> becomes a number. */
  private Value substituteWhole(String text) {
    Matcher whole = REFERENCE.matcher(text);
    if (whole.matches() && whole.group(3) != null) {
      Value value = values.get(whole.group(1));
      if (value != null) {
        return new Value.Int(Long.parseLong(moved(value, whole.group(2))));
      }
    }
    return new Value.Str(substitute(text));
  }

  private static String moved(Value value, @Nullable String offset) {
    String text = plain(value);
    return offset == null ? text : Long.toString(Long.parseLong(text) + Long.parseLong(offset));
  }

  static String plain(Value value) {
    return value instanceof Value.Str(String text) ? text : Json.compact(value);
  }
}
