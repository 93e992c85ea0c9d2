package io.proconsul.agent.config.schema;

import io.proconsul.agent.config.ConfigException;
import io.proconsul.codec.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one file by the schema: keys get their one spelling, lists with one object stand for the
 * object, wrong types and unknown keys are gathered and thrown in Consul's words. Used once.
 */
public final class Decoder {
  private final GoValue go;
  private final boolean json;
  private final List<String> wrong = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();

  private Decoder(boolean json) {
    this.json = json;
    go = new GoValue(json);
  }

  /**
   * @param json whether the object comes from JSON rather than HCL, which matters for errors
   * @throws ConfigException when a value has the wrong type or a key is not known
   */
  public static Value.Obj decode(Schema schema, Value.Obj raw, boolean json) {
    Decoder decoder = new Decoder(json);
    Value.Obj decoded = decoder.object(schema.root(), raw, "");
    decoder.report();
    return decoded;
  }

  private void report() {
    if (!wrong.isEmpty()) {
      throw new ConfigException(wrong.size() + " error(s) decoding:\n\n"
          + wrong.stream().sorted().map(line -> "* " + line).collect(Collectors.joining("\n")));
    }
    if (!unknown.isEmpty()) {
      throw new ConfigException(
          Problems.join(unknown.stream().map(key -> "invalid config key " + key).toList()));
    }
  }

  private Value.Obj object(Option option, Value.Obj raw, String path) {
    Map<String, Value> fields = new LinkedHashMap<>();
    raw.fields().forEach((key, value) -> {
      Option child = option.child(key.toLowerCase(Locale.ROOT));
      if (child == null) {
        unknown.add(path.isEmpty() ? key : path + "." + key);
        return;
      }
      String childPath = path.isEmpty() ? child.name() : path + "." + child.name();
      Value decoded = value(child, value, childPath);
      if (decoded != null) {
        fields.put(child.name(), decoded);
      }
    });
    return new Value.Obj(fields);
  }

  /** Null when the value is null or wrong. */
  private @Nullable Value value(Option option, Value raw, String path) {
    if (raw instanceof Value.Nil) {
      return null;
    }
    return switch (option.kind()) {
      case TEXT, DURATION -> typed(raw, path, "string");
      case BOOL -> typed(raw, path, "bool");
      case INT -> whole(raw, path);
      case NUMBER -> typed(raw, path, "float64");
      case TEXTS -> list(raw, path, (element, at) -> typed(element, at, "string"));
      case TEXT_MAP -> map(raw, path, (element, at) -> typed(element, at, "string"));
      case TEXTS_MAP -> map(raw, path, this::texts);
      case OBJECT -> nested(option, raw, path);
      case OBJECTS -> list(raw, path, (element, at) -> nested(option, element, at));
      case OBJECT_MAP -> map(raw, path, (element, at) -> nested(option, element, at));
      case ANY_MAP -> map(raw, path, (element, _) -> any(element));
      case ANY_MAPS -> list(raw, path, (element, at) -> map(element, at, (e, _) -> any(e)));
    };
  }

  private @Nullable Value texts(Value raw, String path) {
    return list(raw, path, (element, at) -> typed(element, at, "string"));
  }

  private @Nullable Value nested(Option option, Value raw, String path) {
    if (single(raw) instanceof Value.Obj object) {
      return object(option, object, path);
    }
    return notMap(raw, path);
  }

  private @Nullable Value notMap(Value raw, String path) {
    wrong.add("'" + path + "' expected a map, got '" + go.kind(raw) + "'");
    return null;
  }

  private @Nullable Value typed(Value raw, String path, String type) {
    boolean fits = switch (raw) {
      case Value.Str _ -> type.equals("string");
      case Value.Bool _ -> type.equals("bool");
      case Value.Int _, Value.Num _ -> type.equals("float64");
      default -> false;
    };
    if (fits) {
      return raw;
    }
    wrong.add("'" + path + "' expected type '" + type + "', got unconvertible type '" + go.type(raw)
        + "', value: '" + go.print(raw) + "'");
    return null;
  }

  private @Nullable Value whole(Value raw, String path) {
    return switch (raw) {
      case Value.Int number -> number;
      // As in Go, what is behind the point is cut off.
      case Value.Num(double number, String _) -> new Value.Int((long) number);
      default -> typed(raw, path, "int");
    };
  }

  private interface Element {
    @Nullable
    Value decode(Value element, String path);
  }

  private @Nullable Value list(Value raw, String path, Element element) {
    if (!(raw instanceof Value.Arr(List<Value> values))) {
      wrong.add("'" + path + "': source data must be an array or slice, got " + go.kind(raw));
      return null;
    }
    List<Value> decoded = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Value one = element.decode(values.get(i), path + "[" + i + "]");
      if (one != null) {
        decoded.add(one);
      }
    }
    return new Value.Arr(decoded);
  }

  private @Nullable Value map(Value raw, String path, Element element) {
    if (!(single(raw) instanceof Value.Obj(Map<String, Value> fields))) {
      return notMap(raw, path);
    }
    Map<String, Value> decoded = new LinkedHashMap<>();
    fields.forEach((key, value) -> {
      Value one = element.decode(value, path + "[" + key + "]");
      if (one != null) {
        decoded.put(key, one);
      }
    });
    return new Value.Obj(decoded);
  }

  /** HCL's blocks are lists; one of them is an object where an object is wanted. */
  private static Value single(Value raw) {
    return raw instanceof Value.Arr(List<Value> values) && values.size() == 1
        ? values.getFirst()
        : raw;
  }

  /** Where anything goes, HCL's blocks turn to objects at every depth. */
  private Value any(Value raw) {
    return switch (raw) {
      case Value.Arr(List<Value> values)
      when !json && values.size() == 1 && values.getFirst() instanceof Value.Obj only -> any(only);
      case Value.Arr(List<Value> values) ->
        new Value.Arr(values.stream().map(this::any).toList());
      case Value.Obj(Map<String, Value> fields) -> {
        Map<String, Value> plain = new LinkedHashMap<>(fields);
        plain.replaceAll((_, value) -> any(value));
        yield new Value.Obj(plain);
      }
      case Value.Nil _, Value.Bool _, Value.Int _, Value.Num _, Value.Str _, Value.Bytes _ -> raw;
    };
  }
}
