package io.proconsul.core.command;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.KvEntry;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;
import java.util.Objects;

/**
 * Operations of transactions as the log has them. Keys are flat and leave out what is zero: they
 * come by the hundred thousand, and a restart reads them all.
 */
final class TxnCodec implements Mapping<TxnOp> {
  @Override
  public void write(TxnOp op, Sink out) {
    out.beginObject();
    switch (op) {
      case TxnOp.Kv kv -> write(kv, out);
      case TxnOp.OfNode(TxnOp.Verb verb, Node node) -> {
        begin("node", verb, out);
        out.field("E", node, Node.MAPPING::write);
      }
      case TxnOp.OfService(TxnOp.Verb verb, String node, ServiceInstance service) -> {
        begin("service", verb, out);
        out.field("N", node);
        out.field("E", service, ServiceInstance.MAPPING::write);
      }
      case TxnOp.OfCheck(TxnOp.Verb verb, HealthCheck check) -> {
        begin("check", verb, out);
        out.field("E", check, HealthCheck.MAPPING::write);
      }
      case TxnOp.Refused(String reason) -> {
        out.field("T", "refused");
        out.field("E", reason);
      }
    }
    out.endObject();
  }

  private static void begin(String type, TxnOp.Verb verb, Sink out) {
    out.field("T", type);
    out.field("V", verb.text());
  }

  private static void write(TxnOp.Kv op, Sink out) {
    KvEntry entry = op.entry();
    out.field("V", op.verb().text());
    out.field("K", entry.key());
    if (entry.value().length > 0) {
      out.name("D");
      out.bytes(entry.value());
    }
    if (entry.flags() != 0) {
      out.unsignedField("F", entry.flags());
    }
    out.fieldUnlessEmpty("S", entry.session());
    if (op.index() != 0) {
      out.unsignedField("I", op.index());
    }
  }

  @Override
  public TxnOp read(Fields in) {
    String type = in.string("T");
    return switch (type) {
      case "" -> kv(in);
      case "node" ->
        new TxnOp.OfNode(
            verb(in), Objects.requireNonNull(in.object("E", "Node", Node.MAPPING::read)));
      case "service" ->
        new TxnOp.OfService(
            verb(in),
            in.string("N"),
            Objects.requireNonNull(in.object("E", "NodeService", ServiceInstance.MAPPING::read)));
      case "check" ->
        new TxnOp.OfCheck(
            verb(in),
            Objects.requireNonNull(in.object("E", "HealthCheck", HealthCheck.MAPPING::read)));
      case "refused" -> new TxnOp.Refused(in.string("E"));
      default -> throw unknown(type);
    };
  }

  private static TxnOp.Kv kv(Fields in) {
    String text = in.string("V");
    TxnOp.KvVerb verb = TxnOp.KvVerb.of(text).orElseThrow(() -> unknown(text));
    KvEntry entry = KvEntry.of(in.string("K"), in.bytes("D"), in.unsigned("F"));
    return new TxnOp.Kv(verb, entry.withLock(0, in.string("S")), in.unsigned("I"));
  }

  private static TxnOp.Verb verb(Fields in) {
    String text = in.string("V");
    return TxnOp.Verb.of(text).orElseThrow(() -> unknown(text));
  }

  private static DecodeException unknown(String word) {
    return new DecodeException("the log holds a transaction with '" + word
        + "', which this version does not know; start the version that wrote it, or a newer one");
  }
}
