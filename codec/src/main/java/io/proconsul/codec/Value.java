package io.proconsul.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value as JSON, HCL and MessagePack know it: for configuration, request bodies, opaque parts of
 * definitions and filters. Immutable. Keys keep the order in which they were written.
 */
public sealed interface Value {
  record Nil() implements Value {
    public static final Nil NIL = new Nil();
  }

  record Bool(boolean value) implements Value {}

  /** A whole number that fits a signed 64-bit integer. */
  record Int(long value) implements Value {}

  /** Any other number; {@code text} is the literal as written, for exact re-reading. */
  record Num(double value, String text) implements Value {}

  record Str(String value) implements Value {}

  record Bytes(byte[] value) implements Value {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Bytes that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(value);
    }

    @Override
    public Value textual() {
      try {
        ByteBuffer raw = ByteBuffer.wrap(value);
        return new Str(StandardCharsets.UTF_8.newDecoder().decode(raw).toString());
      } catch (CharacterCodingException _) {
        return this;
      }
    }
  }

  record Arr(List<Value> values) implements Value {
    public Arr {
      values = List.copyOf(values);
    }

    @Override
    public Arr textual() {
      return new Arr(values.stream().map(Value::textual).toList());
    }
  }

  record Obj(Map<String, Value> fields) implements Value {
    public static final Obj EMPTY = new Obj(Map.of());

    public Obj {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public @Nullable Value get(String name) {
      return fields.get(name);
    }

    @Override
    public Obj textual() {
      Map<String, Value> texts = new LinkedHashMap<>(fields);
      texts.replaceAll((_, value) -> value.textual());
      return new Obj(texts);
    }
  }

  static Value of(String text) {
    return new Str(text);
  }

  static Value of(List<String> texts) {
    List<Value> values = new ArrayList<>(texts.size());
    for (String text : texts) {
      values.add(new Str(text));
    }
    return new Arr(values);
  }

  /**
   * This value with all bytes that are UTF-8 as texts: the old MessagePack does not tell them
   * apart, and JSON would show bytes as base64.
   */
  default Value textual() {
    return this;
  }

  /** Writes this value to a sink, in the order it has. */
  default void writeTo(Sink sink) {
    switch (this) {
      case Nil() -> sink.nil();
      case Bool(boolean value) -> sink.bool(value);
      case Int(long value) -> sink.integer(value);
      case Num(double value, String text) -> sink.number(value);
      case Str(String value) -> sink.string(value);
      case Bytes(byte[] value) -> sink.bytes(value);
      case Arr(List<Value> values) -> sink.list(values, Value::writeTo);
      case Obj(Map<String, Value> fields) -> sink.map(fields, Value::writeTo);
    }
  }
}
