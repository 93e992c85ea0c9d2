package io.proconsul.core.api;

import io.proconsul.codec.Sink;
import io.proconsul.core.filter.Filterable;
import java.util.function.BiConsumer;

/**
 * Turns a result into an answer. Instances are constants: together with the query they key the
 * cache of encoded answers, so a render must not hold anything of the request.
 */
public interface Render<R> {
  Response render(R result, Context context);

  /**
   * The answer to a question, for the few whose body repeats what the headers say. Their answers
   * are not shared with others who ask the same.
   */
  default Response render(R result, Context context, Meta meta) {
    return render(result, context);
  }

  /**
   * What the request asks of the rendering.
   *
   * @param pretty indented JSON
   * @param filter the {@code ?filter=} expression; empty for none
   */
  record Context(boolean pretty, String filter) {}

  /** Where an answer comes from, as the headers of every read tell it. */
  record Meta(long index, boolean knownLeader, long lastContactMillis) {
    /** Of an answer for which nobody was asked. */
    public static final Meta NONE = new Meta(0, false, 0);
  }

  /** JSON with status 200; no filter is looked at. */
  static <R> Render<R> json(BiConsumer<? super R, Sink> writer) {
    return (result, context) -> Response.json(result, context.pretty(), writer);
  }

  /** JSON of a result that {@code ?filter=} may thin out first. */
  static <R> Render<R> filteredJson(Filterable<R> filterable, BiConsumer<? super R, Sink> writer) {
    return (result, context) ->
        Response.json(filterable.filter(result, context.filter()), context.pretty(), writer);
  }
}
