package io.proconsul.core.rpc;

import io.proconsul.codec.Sink;
import io.proconsul.codec.Value;
import io.proconsul.core.rpc.form.Form;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What is sent, short of what all calls have: datacenter, token and options.
 *
 * @param fields writes fields into the object of the arguments
 */
record Question<R>(String method, Consumer<Sink> fields, Function<Value, R> reader) {

  static <R> Question<R> of(String method, Form<R> form) {
    return new Question<>(method, _ -> {}, form::read);
  }

  static <R> Question<R> of(String method, String name, String value, Form<R> form) {
    return new Question<>(method, out -> out.field(name, value), form::read);
  }

  /** The same with more fields. */
  Question<R> and(Consumer<Sink> more) {
    return new Question<>(
        method,
        out -> {
          fields.accept(out);
          more.accept(out);
        },
        reader);
  }
}
