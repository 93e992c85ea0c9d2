package io.proconsul.core.rpc.form;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import io.proconsul.codec.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a result stands in a reply. Forms are constants: with the question they key the cache of
 * encoded answers.
 */
public interface Form<R> {
  void write(R result, Sink out);

  /** @throws DecodeException when the value is none of this form */
  R read(Value reply);

  /** Nothing to tell: an empty object, and it was done. */
  Form<Boolean> DONE = object((_, _) -> {}, _ -> true);

  Form<Boolean> BOOL = scalar((value, out) -> out.bool(value), in -> in.bool("r"));

  Form<String> TEXT = scalar((value, out) -> out.string(value), in -> in.string("r"));

  Form<List<String>> TEXTS = scalar(
      (all, out) -> out.list(all, (text, to) -> to.string(text)), in -> orEmpty(in.strings("r")));

  /** @param fields writes fields into an object that is open */
  static <R> Form<R> object(BiConsumer<R, Sink> fields, Function<Fields, R> reader) {
    return new Form<>() {
      @Override
      public void write(R result, Sink out) {
        out.beginObject();
        fields.accept(result, out);
        out.endObject();
      }

      @Override
      public R read(Value reply) {
        return reader.apply(fieldsOf(reply));
      }
    };
  }

  /** A value that is no object; the reader finds it under the name {@code r}. */
  static <R> Form<R> scalar(BiConsumer<R, Sink> writer, Function<Fields, R> reader) {
    return new Form<>() {
      @Override
      public void write(R result, Sink out) {
        writer.accept(result, out);
      }

      @Override
      public R read(Value reply) {
        return reader.apply(new Fields("reply", new Value.Obj(Map.of("r", reply))));
      }
    };
  }

  /** A record that is the whole reply. */
  static <R> Form<R> of(Mapping<R> mapping) {
    return new Form<>() {
      @Override
      public void write(R result, Sink out) {
        mapping.write(result, out);
      }

      @Override
      public R read(Value reply) {
        return mapping.read(fieldsOf(reply));
      }
    };
  }

  /** Records under one name of an object, as most of Consul's replies are. */
  static <T> Form<List<T>> list(String name, Mapping<T> mapping) {
    return object(
        (all, out) -> out.list(name, all, mapping::write),
        in -> orEmpty(in.list(name, name, mapping::read)));
  }

  /** One or none, where Consul gives a list. */
  static <T> Form<Optional<T>> atMostOne(String name, Mapping<T> mapping) {
    return object(
        (one, out) -> out.list(name, one.map(List::of).orElse(null), mapping::write),
        in -> orEmpty(in.list(name, name, mapping::read)).stream().findFirst());
  }

  /** @throws DecodeException when the value is no object */
  static Fields fieldsOf(Value value) {
    return switch (value) {
      case Value.Obj object -> new Fields("reply", object);
      case Value.Nil _ -> new Fields("reply", Value.Obj.EMPTY);
      case Value.Bool _, Value.Int _, Value.Num _, Value.Str _, Value.Bytes _, Value.Arr _ ->
        throw new DecodeException("msgpack: a map is missing");
    };
  }

  static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
