package io.proconsul.core.preparedquery;

import io.proconsul.codec.Sink;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.api.Render;
import io.proconsul.core.api.Response;
import io.proconsul.model.query.PreparedQuery;
import io.proconsul.model.query.QueryAnswer;
import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * Answers whose bodies repeat what the headers of a read tell.
 *
 * @param consistency the header's word
 * @param fields writes the rest of the object
 */
record ExecutionRender<R>(String consistency, BiConsumer<R, Sink> fields) implements Render<R> {
  static Render<QueryAnswer> ofAnswer(ReadOptions options) {
    return new ExecutionRender<>(consistency(options), QueryAnswer::writeFieldsTo);
  }

  static Render<PreparedQuery> ofQuery(ReadOptions options) {
    return new ExecutionRender<>(consistency(options), ExecutionRender::writeQuery);
  }

  private static void writeQuery(PreparedQuery query, Sink out) {
    out.field("Query", query, PreparedQuery.MAPPING::write);
  }

  private static String consistency(ReadOptions options) {
    return options.stale() ? "stale" : options.consistent() ? "consistent" : "leader";
  }

  @Override
  public Response render(R result, Context context) {
    return render(result, context, Meta.NONE);
  }

  @Override
  public Response render(R result, Context context, Meta meta) {
    return Response.json(result, context.pretty(), (value, out) -> {
      out.beginObject();
      fields.accept(value, out);
      out.unsignedField("Index", meta.index());
      out.field("LastContact", Duration.ofMillis(meta.lastContactMillis()).toNanos());
      out.field("KnownLeader", meta.knownLeader());
      out.field("ConsistencyLevel", consistency);
      out.field("NotModified", false);
      out.field("Backend", 0);
      out.field("ResultsFilteredByACLs", false);
      out.endObject();
    });
  }
}
