package io.proconsul.codec;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one object as Go's {@code encoding/json} would: names match without case,
 * {@code null} and absent are the zero value, a wrong type is an error that names the field, and
 * what nobody asked for can be refused with {@link #rejectUnknown}.
 */
public final class Fields {
  private final String typeName;
  private final String parents;
  private final Map<String, Value> byLowerName = new HashMap<>();
  private final Value.Obj object;
  private final Set<String> asked = new HashSet<>();
  private final List<Fields> children = new ArrayList<>();

  /** @param typeName the name that errors give for this object, as Go gives its struct type */
  public Fields(String typeName, Value.Obj object) {
    this(typeName, "", object);
  }

  private Fields(String typeName, String parents, Value.Obj object) {
    this.typeName = typeName;
    this.parents = parents;
    this.object = object;
    object.fields().forEach((name, value) -> byLowerName.put(lower(name), value));
  }

  /** The whole object, for what is kept as it came. Texts are texts. */
  public Value.Obj object() {
    return object.textual();
  }

  public boolean has(String name) {
    return find(name) != null;
  }

  /** Any value, for opaque parts; null when absent or {@code null}. Texts are texts. */
  public @Nullable Value value(String name) {
    Value value = find(name);
    return value == null ? null : value.textual();
  }

  private @Nullable Value find(String name) {
    String key = lower(name);
    asked.add(key);
    Value value = byLowerName.get(key);
    return value instanceof Value.Nil ? null : value;
  }

  /**
   * The one of several spellings that is present, else the first; all of them become known. Files
   * spell with underscores what the API writes in one word.
   */
  public String spelled(String name, String... others) {
    String present = has(name) ? name : "";
    for (String other : others) {
      if (has(other) && present.isEmpty()) {
        present = other;
      }
    }
    return present.isEmpty() ? name : present;
  }

  /** Marks a field as known without reading it. */
  public void skip(String name) {
    asked.add(lower(name));
  }

  /** The empty string when absent. */
  public String string(String name) {
    String value = stringOrNull(name);
    return value == null ? "" : value;
  }

  public @Nullable String stringOrNull(String name) {
    return stringOrNull(name, "string");
  }

  /** @param goType what errors call the field's type, where Go gives the text a type of its own */
  public @Nullable String stringOrNull(String name, String goType) {
    Value value = find(name);
    return switch (value) {
      case null -> null;
      case Value.Str(String text) -> text;
      case Value.Bytes(byte[] raw) -> utf8(raw);
      default -> throw mismatch(value, name, goType);
    };
  }

  public boolean bool(String name) {
    return Boolean.TRUE.equals(boolOrNull(name));
  }

  public @Nullable Boolean boolOrNull(String name) {
    Value value = find(name);
    return switch (value) {
      case null -> null;
      case Value.Bool(boolean flag) -> flag;
      default -> throw mismatch(value, name, "bool");
    };
  }

  public int integer(String name) {
    Long value = longOrNull(name, "int");
    if (value == null) {
      return 0;
    }
    if (value != value.intValue()) {
      throw new DecodeException("json: cannot unmarshal number " + value + " into Go struct field "
          + path(name) + " of type int");
    }
    return value.intValue();
  }

  public long longInteger(String name) {
    Long value = longOrNull(name, "int64");
    return value == null ? 0 : value;
  }

  /** An unsigned 64-bit number. */
  public long unsigned(String name) {
    Value value = find(name);
    return switch (value) {
      case null -> 0;
      case Value.Int(long number) when number >= 0 -> number;
      case Value.Num(double number, String text)
      when isUnsigned(text) -> Long.parseUnsignedLong(text);
      default -> throw mismatch(value, name, "uint64");
    };
  }

  public double number(String name) {
    Value value = find(name);
    return switch (value) {
      case null -> 0;
      case Value.Int(long number) -> number;
      case Value.Num(double number, String text) -> number;
      default -> throw mismatch(value, name, "float64");
    };
  }

  /** Raw bytes, or base64 text; empty when absent. */
  public byte[] bytes(String name) {
    Value value = find(name);
    return switch (value) {
      case null -> new byte[0];
      case Value.Bytes(byte[] raw) -> raw;
      case Value.Str(String text) -> GoBase64.decode(text);
      default -> throw mismatch(value, name, "[]uint8");
    };
  }

  /** A duration as Consul takes it: text such as {@code 10s}, or a number of nanoseconds. */
  public Duration duration(String name) {
    Value value = find(name);
    return switch (value) {
      case null -> Duration.ZERO;
      case Value.Int(long nanos) -> Duration.ofNanos(nanos);
      case Value.Num(double nanos, String text) -> Duration.ofNanos((long) nanos);
      case Value.Str(String text) -> durationOf(text);
      case Value.Bytes(byte[] raw) -> durationOf(utf8(raw));
      default -> throw mismatch(value, name, "time.Duration");
    };
  }

  public @Nullable List<String> strings(String name) {
    Value value = find(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof Value.Arr(List<Value> elements))) {
      throw mismatch(value, name, "[]string");
    }
    return texts(elements, name);
  }

  public @Nullable Map<String, String> stringMap(String name) {
    Value value = find(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof Value.Obj(Map<String, Value> entries))) {
      throw mismatch(value, name, "map[string]string");
    }
    Map<String, String> result = new LinkedHashMap<>();
    entries.forEach((key, entry) -> {
      switch (entry) {
        case Value.Str(String text) -> result.put(key, text);
        case Value.Bytes(byte[] raw) -> result.put(key, utf8(raw));
        case Value.Nil() -> result.put(key, "");
        default -> throw mismatch(entry, name, "string");
      }
    });
    return result;
  }

  /** A map of lists of texts; null when absent. */
  public @Nullable Map<String, List<String>> stringListMap(String name) {
    Value value = find(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof Value.Obj(Map<String, Value> entries))) {
      throw mismatch(value, name, "map[string][]string");
    }
    Map<String, List<String>> result = new LinkedHashMap<>();
    entries.forEach((key, entry) -> {
      switch (entry) {
        case Value.Arr(List<Value> elements) -> result.put(key, texts(elements, name));
        case Value.Nil() -> result.put(key, List.of());
        default -> throw mismatch(entry, name, "[]string");
      }
    });
    return result;
  }

  private List<String> texts(List<Value> elements, String name) {
    List<String> texts = new ArrayList<>(elements.size());
    for (Value element : elements) {
      texts.add(
          switch (element) {
            case Value.Str(String text) -> text;
            case Value.Bytes(byte[] raw) -> utf8(raw);
            case Value.Nil() -> "";
            default -> throw mismatch(element, name, "string");
          });
    }
    return texts;
  }

  /**
   * A nested object; null when absent.
   *
   * @param type as Go names it with its package: {@code structs.NodeService}
   */
  public <T> @Nullable T object(String name, String type, Function<Fields, T> reader) {
    Value value = find(name);
    return value == null ? null : reader.apply(child(value, name, type));
  }

  /** A list of objects; null when absent. */
  public <T> @Nullable List<T> list(String name, String type, Function<Fields, T> reader) {
    return listOf(name, type, (value, index) -> reader.apply(child(value, name, type)));
  }

  /** A map of objects; null when absent. */
  public <T> @Nullable Map<String, T> map(String name, String type, Function<Fields, T> reader) {
    Value value = find(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof Value.Obj(Map<String, Value> entries))) {
      throw mismatch(value, name, "map[string]" + type);
    }
    Map<String, T> result = new LinkedHashMap<>();
    entries.forEach((key, entry) -> result.put(key, reader.apply(child(entry, name, type))));
    return result;
  }

  /** The first field, in the order of the text, that no reader asked for, here or below. */
  public Optional<String> firstUnknown() {
    for (String name : object.fields().keySet()) {
      if (!asked.contains(lower(name))) {
        return Optional.of(name);
      }
    }
    return children.stream().map(Fields::firstUnknown).flatMap(Optional::stream).findFirst();
  }

  /** @throws DecodeException in Go's words when a field was not asked for */
  public void rejectUnknown() {
    firstUnknown().ifPresent(name -> {
      throw new DecodeException("json: unknown field \"" + name + "\"");
    });
  }

  private interface ElementReader<T> {
    T read(Value value, int index);
  }

  private <T> @Nullable List<T> listOf(String name, String type, ElementReader<T> reader) {
    Value value = find(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof Value.Arr(List<Value> elements))) {
      throw mismatch(value, name, "[]" + type);
    }
    List<T> result = new ArrayList<>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      result.add(reader.read(elements.get(i), i));
    }
    return result;
  }

  private Fields child(Value value, String name, String type) {
    Value.Obj inner = switch (value) {
      case Value.Obj obj -> obj;
      case Value.Nil() -> Value.Obj.EMPTY;
      default -> throw mismatch(value, name, type);
    };
    String simpleType = type.substring(type.lastIndexOf('.') + 1);
    Fields child = new Fields(simpleType, parents + name + ".", inner);
    children.add(child);
    return child;
  }

  private @Nullable Long longOrNull(String name, String goType) {
    Value value = find(name);
    return switch (value) {
      case null -> null;
      case Value.Int(long number) -> number;
      default -> throw mismatch(value, name, goType);
    };
  }

  /** The error for a value of the wrong kind, in Go's words, for readers of raw values. */
  public DecodeException mismatch(Value value, String name, String goType) {
    String kind = switch (value) {
      case Value.Nil() -> "null";
      case Value.Bool(boolean flag) -> "bool";
      case Value.Int(long number) when goType.startsWith("uint") -> "number " + number;
      case Value.Int(long number) -> "number";
      case Value.Num(double number, String text) -> isWhole(goType) ? "number " + text : "number";
      case Value.Str(String text) -> "string";
      case Value.Bytes(byte[] raw) -> "string";
      case Value.Arr(List<Value> values) -> "array";
      case Value.Obj(Map<String, Value> fields) -> "object";
    };
    return new DecodeException("json: cannot unmarshal " + kind + " into Go struct field "
        + path(name) + " of type " + goType);
  }

  private static boolean isWhole(String goType) {
    return goType.startsWith("int") || goType.startsWith("uint");
  }

  /** As Go: the innermost type, then all fields from the outermost on. */
  private String path(String name) {
    return typeName + "." + parents + name;
  }

  private static Duration durationOf(String text) {
    return text.isEmpty() ? Duration.ZERO : GoDuration.parse(text);
  }

  private static String utf8(byte[] raw) {
    return new String(raw, StandardCharsets.UTF_8);
  }

  private static boolean isUnsigned(String text) {
    try {
      Long.parseUnsignedLong(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
