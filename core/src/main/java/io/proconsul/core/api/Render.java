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
   * What the request asks of the rendering.
   *
   * @param pretty indented JSON
   * @param filter the {@code ?filter=} expression; empty for none
   */
  record Context(boolean pretty, String filter) {}

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
