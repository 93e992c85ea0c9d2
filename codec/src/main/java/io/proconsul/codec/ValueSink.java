package io.proconsul.codec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Builds the {@link Value} that a mapping would have written. For one value and one thread. */
public final class ValueSink implements Sink {
  private final Deque<Open> open = new ArrayDeque<>();
  private @Nullable Value result;

  private static final class Open {
    final @Nullable Map<String, Value> fields;
    final List<Value> values = new ArrayList<>();
    String name = "";

    Open(@Nullable Map<String, Value> fields) {
      this.fields = fields;
    }
  }

  public static <T> Value of(T value, BiConsumer<? super T, Sink> writer) {
    ValueSink sink = new ValueSink();
    writer.accept(value, sink);
    return sink.value();
  }

  /** What was written, once every object and array has ended. */
  public Value value() {
    if (result == null || !open.isEmpty()) {
      throw new IllegalStateException("the value is not complete");
    }
    return result;
  }

  @Override
  public void beginObject() {
    open.push(new Open(new LinkedHashMap<>()));
  }

  @Override
  public void name(String name) {
    open.element().name = name;
  }

  @Override
  public void endObject() {
    Map<String, Value> fields = open.pop().fields;
    if (fields == null) {
      throw new IllegalStateException("an array ends as an object");
    }
    add(new Value.Obj(fields));
  }

  @Override
  public void beginArray() {
    open.push(new Open(null));
  }

  @Override
  public void endArray() {
    add(new Value.Arr(open.pop().values));
  }

  @Override
  public void string(String value) {
    add(new Value.Str(value));
  }

  @Override
  public void integer(long value) {
    add(new Value.Int(value));
  }

  @Override
  public void unsigned(long value) {
    if (value >= 0) {
      add(new Value.Int(value));
    } else {
      String text = Long.toUnsignedString(value);
      add(new Value.Num(Double.parseDouble(text), text));
    }
  }

  @Override
  public void number(double value) {
    add(new Value.Num(value, Double.toString(value)));
  }

  @Override
  public void bool(boolean value) {
    add(new Value.Bool(value));
  }

  @Override
  public void bytes(byte[] value) {
    add(new Value.Bytes(value));
  }

  @Override
  public void nil() {
    add(Value.Nil.NIL);
  }

  private void add(Value value) {
    Open top = open.peek();
    if (top == null) {
      result = value;
    } else if (top.fields == null) {
      top.values.add(value);
    } else {
      top.fields.put(top.name, value);
    }
  }
}
