package io.proconsul.core.watch;

import io.proconsul.codec.Sink;
import io.proconsul.codec.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which fields an object has, in which order, and what stands for one that the agent left out: what
 * handlers read is the shape of Go's API client, not that of the HTTP API. Immutable once built.
 */
final class Shape {
  private final List<Field> fields = new ArrayList<>();

  private record Field(String name, Kind kind, @Nullable Shape shape) {}

  private enum Kind {
    TEXT,
    NUMBER,
    SWITCH,
    /** Null when it is absent. */
    ANY,
    /** Left out when it is empty. */
    OPTIONAL,
    OBJECT,
    LIST
  }

  Shape texts(String... names) {
    return add(Kind.TEXT, names);
  }

  Shape numbers(String... names) {
    return add(Kind.NUMBER, names);
  }

  Shape switches(String... names) {
    return add(Kind.SWITCH, names);
  }

  Shape any(String... names) {
    return add(Kind.ANY, names);
  }

  Shape optional(String... names) {
    return add(Kind.OPTIONAL, names);
  }

  Shape object(String name, Shape shape) {
    fields.add(new Field(name, Kind.OBJECT, shape));
    return this;
  }

  Shape list(String name, Shape shape) {
    fields.add(new Field(name, Kind.LIST, shape));
    return this;
  }

  private Shape add(Kind kind, String... names) {
    for (String name : names) {
      fields.add(new Field(name, kind, null));
    }
    return this;
  }

  /** A list of such objects; null stays null. */
  void writeAll(Value value, Sink out) {
    if (!(value instanceof Value.Arr(List<Value> elements))) {
      out.nil();
      return;
    }
    out.beginArray();
    for (Value element : elements) {
      write(element, out);
    }
    out.endArray();
  }

  void write(Value value, Sink out) {
    Value.Obj object = value instanceof Value.Obj given ? given : Value.Obj.EMPTY;
    out.beginObject();
    for (Field field : fields) {
      Value given = object.get(field.name());
      if (field.kind() == Kind.OPTIONAL && isEmpty(given)) {
        continue;
      }
      out.name(field.name());
      writeField(field, given == null ? Value.Nil.NIL : given, out);
    }
    out.endObject();
  }

  private static void writeField(Field field, Value given, Sink out) {
    boolean absent = given instanceof Value.Nil;
    switch (field.kind()) {
      case TEXT -> (absent ? new Value.Str("") : given).writeTo(out);
      case NUMBER -> number(given, out);
      case SWITCH -> (absent ? new Value.Bool(false) : given).writeTo(out);
      case ANY, OPTIONAL -> given.writeTo(out);
      case OBJECT -> {
        if (field.shape() != null) {
          field.shape().write(given, out);
        }
      }
      case LIST -> {
        if (field.shape() != null) {
          field.shape().writeAll(given, out);
        }
      }
    }
  }

  /** An index may have all 64 bits. */
  private static void number(Value given, Sink out) {
    switch (given) {
      case Value.Nil() -> out.integer(0);
      case Value.Num(double _, String text)
      when text.indexOf('.') < 0 && text.indexOf('e') < 0 ->
        out.unsigned(Long.parseUnsignedLong(text));
      default -> given.writeTo(out);
    }
  }

  private static boolean isEmpty(@Nullable Value value) {
    return switch (value) {
      case null -> true;
      case Value.Nil() -> true;
      case Value.Str(String text) -> text.isEmpty();
      case Value.Int(long number) -> number == 0;
      case Value.Bool(boolean flag) -> !flag;
      case Value.Arr(List<Value> values) -> values.isEmpty();
      case Value.Obj(Map<String, Value> fields) -> fields.isEmpty();
      case Value.Num _, Value.Bytes _ -> false;
    };
  }
}
