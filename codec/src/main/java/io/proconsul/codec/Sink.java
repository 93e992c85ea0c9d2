package io.proconsul.codec;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Receives one value, part by part. The JSON and MessagePack writers and {@link ValueSink}
 * implement it, so that one mapping per record serves HTTP, the log and the filter. Within an
 * object every value is preceded by {@link #name}. Not for sharing between threads.
 */
public interface Sink {
  void beginObject();

  void name(String name);

  void endObject();

  void beginArray();

  void endArray();

  void string(String value);

  void integer(long value);

  /** An unsigned 64-bit number: KV flags and indexes. */
  void unsigned(long value);

  void number(double value);

  void bool(boolean value);

  /** Raw bytes; base64 text in JSON. */
  void bytes(byte[] value);

  void nil();

  default void field(String name, @Nullable String value) {
    name(name);
    if (value == null) {
      nil();
    } else {
      string(value);
    }
  }

  default void field(String name, long value) {
    name(name);
    integer(value);
  }

  default void field(String name, boolean value) {
    name(name);
    bool(value);
  }

  default void unsignedField(String name, long value) {
    name(name);
    unsigned(value);
  }

  /** As Go's {@code omitempty}: nothing at all for the empty string. */
  default void fieldUnlessEmpty(String name, String value) {
    if (!value.isEmpty()) {
      field(name, value);
    }
  }

  default <T> void field(String name, T value, BiConsumer<? super T, Sink> writer) {
    name(name);
    writer.accept(value, this);
  }

  /** A list; {@code null} for a null list, as Go writes a nil slice. */
  default <T> void list(
      String name, @Nullable List<? extends T> values, BiConsumer<? super T, Sink> writer) {
    name(name);
    list(values, writer);
  }

  default <T> void list(@Nullable List<? extends T> values, BiConsumer<? super T, Sink> writer) {
    if (values == null) {
      nil();
      return;
    }
    beginArray();
    for (T value : values) {
      writer.accept(value, this);
    }
    endArray();
  }

  default void strings(String name, @Nullable List<String> values) {
    list(name, values, (value, sink) -> sink.string(value));
  }

  /** A map in the order that it has; Go sorts keys, so pass a sorted map where it shows. */
  default <T> void map(
      String name, @Nullable Map<String, ? extends T> values, BiConsumer<? super T, Sink> writer) {
    name(name);
    map(values, writer);
  }

  default <T> void map(
      @Nullable Map<String, ? extends T> values, BiConsumer<? super T, Sink> writer) {
    if (values == null) {
      nil();
      return;
    }
    beginObject();
    for (Map.Entry<String, ? extends T> entry : values.entrySet()) {
      name(entry.getKey());
      writer.accept(entry.getValue(), this);
    }
    endObject();
  }

  default void stringMap(String name, @Nullable Map<String, String> values) {
    map(name, values, (value, sink) -> sink.string(value));
  }
}
