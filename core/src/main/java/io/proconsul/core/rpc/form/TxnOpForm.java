package io.proconsul.core.rpc.form;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Sink;
import io.proconsul.core.command.TxnOp;
import io.proconsul.core.txn.TxnItem;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.KvEntry;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code structs.TxnOp}: a record of each kind, of which one is given. */
public final class TxnOpForm {
  /** Ours: a verb that there is none of, which to Consul is an unknown one of keys. */
  private static final String REFUSED = "Refused";

  private TxnOpForm() {}

  public static void write(TxnOp op, Sink out) {
    out.beginObject();
    switch (op) {
      case TxnOp.Kv(TxnOp.KvVerb verb, KvEntry entry, long index) ->
        part("KV", verb.text(), out, part -> entry(entry.withIndexes(0, index), part));
      case TxnOp.OfNode(TxnOp.Verb verb, Node node) ->
        part("Node", verb.text(), out, part -> part.field("Node", node, Node.MAPPING::write));
      case TxnOp.OfService(TxnOp.Verb verb, String node, ServiceInstance service) ->
        part("Service", verb.text(), out, part -> {
          part.field("Node", node);
          part.field("Service", service, ServiceForm.MAPPING::write);
        });
      case TxnOp.OfCheck(TxnOp.Verb verb, HealthCheck check) ->
        part(
            "Check",
            verb.text(),
            out,
            part -> part.field("Check", check, CheckForm.MAPPING::write));
      case TxnOp.Refused(String reason) -> {
        part("KV", "", out, part -> entry(KvEntry.of("?", new byte[0], 0), part));
        out.field(REFUSED, reason);
      }
    }
    out.endObject();
  }

  private static void part(String kind, String verb, Sink out, Consumer<Sink> fields) {
    out.name(kind);
    out.beginObject();
    out.field("Verb", verb);
    fields.accept(out);
    out.endObject();
  }

  private static void entry(KvEntry entry, Sink out) {
    out.field("DirEnt", entry, KvEntry.MAPPING::write);
  }

  /** @param datacenter of a node that does not say */
  public static TxnItem read(Fields in, String datacenter) {
    String refused = in.string(REFUSED);
    if (!refused.isEmpty()) {
      return new TxnItem(new TxnOp.Refused(refused), false, Optional.empty());
    }
    TxnItem kv = in.object("KV", "TxnKVOp", TxnOpForm::kv);
    TxnItem node = in.object("Node", "TxnNodeOp", part -> node(part, datacenter));
    TxnItem service = in.object("Service", "TxnServiceOp", TxnOpForm::service);
    TxnItem check = in.object("Check", "TxnCheckOp", TxnOpForm::check);
    if (kv != null) {
      return kv;
    }
    if (node != null) {
      return node;
    }
    if (service != null) {
      return service;
    }
    String none = "no operation specified";
    return check != null ? check : new TxnItem(new TxnOp.Refused(none), true, Optional.of(none));
  }

  private static TxnItem kv(Fields in) {
    KvEntry given = in.object("DirEnt", "DirEntry", KvEntry.MAPPING::read);
    KvEntry entry = given == null ? KvEntry.of("", new byte[0], 0) : given;
    KvEntry plain =
        KvEntry.of(entry.key(), entry.value(), entry.flags()).withLock(0, entry.session());
    return TxnItem.kv(in.string("Verb"), plain, entry.modifyIndex());
  }

  private static TxnItem node(Fields in, String datacenter) {
    Node node = Objects.requireNonNullElseGet(
        in.object("Node", "Node", Node.MAPPING::read),
        () -> new Node("", "", "", "", null, null, 0, 0));
    return TxnItem.node(in.string("Verb"), node, datacenter);
  }

  private static TxnItem service(Fields in) {
    ServiceInstance service = Objects.requireNonNullElseGet(
        in.object("Service", "NodeService", ServiceForm.MAPPING::read),
        () -> ServiceInstance.of("", "", 0));
    return TxnItem.service(in.string("Verb"), in.string("Node"), service);
  }

  private static TxnItem check(Fields in) {
    HealthCheck check = Objects.requireNonNullElseGet(
        in.object("Check", "HealthCheck", CheckForm.MAPPING::read),
        () -> HealthCheck.of("", "", "", ""));
    return TxnItem.check(in.string("Verb"), check);
  }
}
