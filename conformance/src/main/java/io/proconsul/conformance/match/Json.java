package io.proconsul.conformance.match;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Value;
import io.proconsul.codec.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON text as scenarios were recorded with: a space after commas and colons, non-ASCII characters
 * as they are, numbers exactly as they were written.
 */
public final class Json {
  private static final int SHOWN = 300;
  private static final String LINE = "\n";

  private final StringBuilder out = new StringBuilder();
  private final boolean indented;

  private Json(boolean indented) {
    this.indented = indented;
  }

  /** The value of one JSON document; a {@link DecodeException} says what is wrong with it. */
  public static Value parse(byte[] text) {
    return JsonReader.parse(text);
  }

  /** Null when the text is not one JSON document. */
  public static @Nullable Value parseOrNull(byte[] text) {
    try {
      return parse(text);
    } catch (DecodeException e) {
      return null;
    }
  }

  public static @Nullable Value parseOrNull(String text) {
    return parseOrNull(text.getBytes(StandardCharsets.UTF_8));
  }

  public static String compact(Value value) {
    return new Json(false).write(value, 0).out.toString();
  }

  public static String indented(Value value) {
    return new Json(true).write(value, 0).out.toString();
  }

  /** A value for a message: shortened, and {@code (missing)} when there is none. */
  public static String show(@Nullable Value value) {
    return show(value, SHOWN);
  }

  static String show(@Nullable Value value, int length) {
    if (value == null) {
      return "(missing)";
    }
    String text = compact(value);
    return text.length() <= length
        ? text
        : text.substring(0, length) + "...(" + text.length() + " chars)";
  }

  private Json write(Value value, int depth) {
    switch (value) {
      case Value.Nil() -> out.append("null");
      case Value.Bool(boolean flag) -> out.append(flag);
      case Value.Int(long number) -> out.append(number);
      case Value.Num(double _, String text) -> out.append(text);
      case Value.Str(String text) -> string(text);
      case Value.Bytes(byte[] raw) -> string(Base64.getEncoder().encodeToString(raw));
      case Value.Arr(List<Value> values) -> array(values, depth);
      case Value.Obj(Map<String, Value> fields) -> object(fields, depth);
    }
    return this;
  }

  private void array(List<Value> values, int depth) {
    out.append('[');
    String separator = "";
    for (Value value : values) {
      out.append(separator);
      newLine(depth + 1);
      write(value, depth + 1);
      separator = separator();
    }
    close(values.isEmpty(), depth, ']');
  }

  private void object(Map<String, Value> fields, int depth) {
    out.append('{');
    String separator = "";
    for (Map.Entry<String, Value> field : fields.entrySet()) {
      out.append(separator);
      newLine(depth + 1);
      string(field.getKey());
      out.append(": ");
      write(field.getValue(), depth + 1);
      separator = separator();
    }
    close(fields.isEmpty(), depth, '}');
  }

  private String separator() {
    return indented ? "," : ", ";
  }

  private void newLine(int depth) {
    if (indented) {
      out.append(LINE).repeat(' ', depth);
    }
  }

  private void close(boolean empty, int depth, char bracket) {
    if (!empty) {
      newLine(depth);
    }
    out.append(bracket);
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < ' ') {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
