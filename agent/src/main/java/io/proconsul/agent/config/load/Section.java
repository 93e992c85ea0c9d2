package io.proconsul.agent.config.load;

import io.proconsul.agent.config.schema.Kind;
import io.proconsul.agent.config.schema.Option;
import io.proconsul.codec.DecodeException;
import io.proconsul.codec.GoDuration;
import io.proconsul.codec.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One object of the merged configuration, whose types are known to be right. Wrong durations are
 * gathered, all in one list; so are the keys that were asked for, which tests compare with the
 * schema.
 */
final class Section {
  private final Value.Obj object;
  private final String path;
  private final List<String> problems;
  private final Set<String> asked;

  Section(Value.Obj object) {
    this(object, "", new ArrayList<>(), new TreeSet<>());
  }

  private Section(Value.Obj object, String path, List<String> problems, Set<String> asked) {
    this.object = object;
    this.path = path;
    this.problems = problems;
    this.asked = asked;
  }

  Section section(String key) {
    asked.add(path + key);
    Value.Obj inner = object.get(key) instanceof Value.Obj found ? found : Value.Obj.EMPTY;
    return new Section(inner, path + key + ".", problems, asked);
  }

  boolean has(String key) {
    asked.add(path + key);
    return object.get(key) != null;
  }

  String text(String key) {
    return text(key, "");
  }

  String text(String key, String otherwise) {
    return has(key) && object.get(key) instanceof Value.Str(String text) ? text : otherwise;
  }

  boolean bool(String key, boolean otherwise) {
    return has(key) && object.get(key) instanceof Value.Bool(boolean flag) ? flag : otherwise;
  }

  int integer(String key, int otherwise) {
    if (has(key) && object.get(key) instanceof Value.Int(long number)) {
      if (number == (int) number) {
        return (int) number;
      }
      problem(key, "number out of range: " + number);
    }
    return otherwise;
  }

  double number(String key, double otherwise) {
    return has(key)
        ? switch (object.get(key)) {
          case Value.Int(long whole) -> whole;
          case Value.Num(double number, String _) -> number;
          case null, default -> otherwise;
        }
        : otherwise;
  }

  /** The empty text counts as not given. */
  Duration duration(String key, Duration otherwise) {
    String text = text(key);
    return text.isEmpty() ? otherwise : parse(key, text, otherwise);
  }

  private Duration parse(String key, String text, Duration otherwise) {
    try {
      return GoDuration.parse(text);
    } catch (DecodeException e) {
      problem(key, "invalid duration: \"" + text + "\": " + e.getMessage());
      return otherwise;
    }
  }

  Map<String, Duration> durations(String key) {
    Map<String, Duration> durations = new LinkedHashMap<>();
    textMap(key).forEach((name, text) -> durations.put(name, parse(key, text, Duration.ZERO)));
    return durations;
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    if (has(key) && object.get(key) instanceof Value.Arr(List<Value> values)) {
      for (Value value : values) {
        if (value instanceof Value.Str(String text)) {
          texts.add(text);
        }
      }
    }
    return texts;
  }

  Map<String, String> textMap(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (has(key) && object.get(key) instanceof Value.Obj(Map<String, Value> fields)) {
      fields.forEach((name, value) -> {
        if (value instanceof Value.Str(String text)) {
          texts.put(name, text);
        }
      });
    }
    return texts;
  }

  /** Tries every duration that the options name, also of those that nothing reads. */
  void checkDurations(Map<String, Option> options) {
    options.values().forEach(option -> {
      String key = option.name();
      if (option.path().startsWith("@") || object.get(key) == null) {
        return;
      }
      if (option.kind() == Kind.OBJECT) {
        quiet(key).checkDurations(option.children());
      } else if (option.kind() == Kind.DURATION
          && object.get(key) instanceof Value.Str(String text)
          && !text.isEmpty()) {
        parse(key, text, Duration.ZERO);
      }
    });
  }

  /** A section that does not count as asked for. */
  private Section quiet(String key) {
    Value.Obj inner = object.get(key) instanceof Value.Obj found ? found : Value.Obj.EMPTY;
    return new Section(inner, path + key + ".", problems, asked);
  }

  /** An object that is kept as it is; empty when absent. */
  Value.Obj object(String key) {
    return has(key) && object.get(key) instanceof Value.Obj found ? found : Value.Obj.EMPTY;
  }

  /** The objects of a list. */
  List<Value.Obj> objects(String key) {
    List<Value.Obj> objects = new ArrayList<>();
    if (has(key) && object.get(key) instanceof Value.Arr(List<Value> values)) {
      for (Value value : values) {
        if (value instanceof Value.Obj one) {
          objects.add(one);
        }
      }
    }
    return objects;
  }

  void problem(String key, String what) {
    String problem = path + key + ": " + what;
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  List<String> problems() {
    return problems;
  }

  Set<String> asked() {
    return asked;
  }
}
