package io.proconsul.core.txn;

import io.proconsul.codec.Sink;
import io.proconsul.codec.Value;
import io.proconsul.codec.ValueSink;
import io.proconsul.core.api.Render;
import io.proconsul.core.api.Response;
import io.proconsul.core.command.TxnOutcome;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.KvEntry;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The answer to a transaction: 409 when it was rolled back. Those that only read tell more. */
final class TxnRender implements Render<TxnOutcome> {
  static final TxnRender INSTANCE = new TxnRender();

  private static final int CONFLICT = 409;

  private TxnRender() {}

  @Override
  public Response render(TxnOutcome outcome, Context context) {
    return respond(outcome, context, _ -> {});
  }

  @Override
  public Response render(TxnOutcome outcome, Context context, Meta meta) {
    return respond(outcome, context, out -> {
      out.unsignedField("Index", meta.index());
      out.field("LastContact", meta.lastContactMillis());
      out.field("KnownLeader", meta.knownLeader());
      out.field("ConsistencyLevel", "");
      out.field("NotModified", false);
      out.field("Backend", 0);
      out.field("ResultsFilteredByACLs", false);
    });
  }

  private static Response respond(TxnOutcome outcome, Context context, Consumer<Sink> rest) {
    Response response = Response.json(outcome, context.pretty(), (value, out) -> {
      out.beginObject();
      out.list("Results", value.rolledBack() ? null : value.results(), TxnRender::result);
      out.list("Errors", value.rolledBack() ? value.failures() : null, TxnRender::failure);
      rest.accept(out);
      out.endObject();
    });
    return outcome.rolledBack() ? response.withStatus(CONFLICT) : response;
  }

  private static void result(TxnOutcome.Result result, Sink out) {
    out.beginObject();
    switch (result) {
      case TxnOutcome.Result.Kv(KvEntry entry) -> out.field("KV", entry, KvEntry.MAPPING::write);
      case TxnOutcome.Result.OfNode(Node node) -> out.field("Node", node, Node.MAPPING::write);
      case TxnOutcome.Result.OfService(ServiceInstance service) ->
        out.field(
            "Service",
            nullIfEmpty("Tags", ValueSink.of(service, ServiceInstance.MAPPING::write)),
            Value::writeTo);
      case TxnOutcome.Result.OfCheck(HealthCheck check) ->
        out.field(
            "Check",
            nullIfEmpty("ServiceTags", ValueSink.of(check, HealthCheck.MAPPING::write)),
            Value::writeTo);
    }
    out.endObject();
  }

  /** No tags are null here, though every other endpoint shows an empty list. */
  private static Value nullIfEmpty(String name, Value value) {
    if (!(value instanceof Value.Obj(Map<String, Value> given))
        || !(given.get(name) instanceof Value.Arr(List<Value> tags))
        || !tags.isEmpty()) {
      return value;
    }
    Map<String, Value> fields = new LinkedHashMap<>(given);
    fields.put(name, Value.Nil.NIL);
    return new Value.Obj(fields);
  }

  private static void failure(TxnOutcome.Failure failure, Sink out) {
    out.beginObject();
    out.field("OpIndex", failure.opIndex());
    out.field("What", failure.what());
    out.endObject();
  }
}
