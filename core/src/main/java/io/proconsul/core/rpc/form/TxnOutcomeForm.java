package io.proconsul.core.rpc.form;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.codec.Sink;
import io.proconsul.core.command.TxnOutcome;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.KvEntry;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;

/** {@code structs.TxnResponse}. */
public final class TxnOutcomeForm {
  public static final Form<TxnOutcome> OUTCOME =
      Form.object(TxnOutcomeForm::write, TxnOutcomeForm::read);

  private TxnOutcomeForm() {}

  private static void write(TxnOutcome outcome, Sink out) {
    boolean failed = outcome.rolledBack();
    out.list("Results", failed ? null : outcome.results(), TxnOutcomeForm::result);
    out.list("Errors", failed ? outcome.failures() : null, TxnOutcomeForm::failure);
  }

  private static void result(TxnOutcome.Result result, Sink out) {
    out.beginObject();
    switch (result) {
      case TxnOutcome.Result.Kv(KvEntry entry) -> out.field("KV", entry, KvEntry.MAPPING::write);
      case TxnOutcome.Result.OfNode(Node node) -> out.field("Node", node, Node.MAPPING::write);
      case TxnOutcome.Result.OfService(ServiceInstance service) ->
        out.field("Service", service, ServiceForm.MAPPING::write);
      case TxnOutcome.Result.OfCheck(HealthCheck check) ->
        out.field("Check", check, CheckForm.MAPPING::write);
    }
    out.endObject();
  }

  private static void failure(TxnOutcome.Failure failure, Sink out) {
    out.beginObject();
    out.field("OpIndex", failure.opIndex());
    out.field("What", failure.what());
    out.endObject();
  }

  private static TxnOutcome read(Fields in) {
    return new TxnOutcome(
        Form.orEmpty(in.list("Results", "TxnResult", TxnOutcomeForm::readResult)),
        Form.orEmpty(in.list("Errors", "TxnError", TxnOutcomeForm::readFailure)));
  }

  private static TxnOutcome.Result readResult(Fields in) {
    KvEntry entry = in.object("KV", "DirEntry", KvEntry.MAPPING::read);
    if (entry != null) {
      return new TxnOutcome.Result.Kv(entry);
    }
    Node node = in.object("Node", "Node", Node.MAPPING::read);
    if (node != null) {
      return new TxnOutcome.Result.OfNode(node);
    }
    ServiceInstance service = in.object("Service", "NodeService", ServiceForm.MAPPING::read);
    if (service != null) {
      return new TxnOutcome.Result.OfService(service);
    }
    HealthCheck check = in.object("Check", "HealthCheck", CheckForm.MAPPING::read);
    if (check != null) {
      return new TxnOutcome.Result.OfCheck(check);
    }
    throw new DecodeException("msgpack: a result of a transaction is none");
  }

  private static TxnOutcome.Failure readFailure(Fields in) {
    return new TxnOutcome.Failure(in.integer("OpIndex"), in.string("What"));
  }
}
