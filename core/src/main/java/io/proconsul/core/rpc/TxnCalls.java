package io.proconsul.core.rpc;

import io.proconsul.codec.Sink;
import io.proconsul.codec.msgpack.MsgpackWriter;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.command.TxnCommand;
import io.proconsul.core.command.TxnOp;
import io.proconsul.core.command.TxnOutcome;
import io.proconsul.core.query.TxnQuery;
import io.proconsul.core.rpc.form.Form;
import io.proconsul.core.rpc.form.TxnOpForm;
import io.proconsul.core.rpc.form.TxnOutcomeForm;
import io.proconsul.core.txn.TxnItem;
import io.proconsul.core.txn.TxnRequest;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * {@code Txn}: transactions.
 *
 * @param datacenter this server's own, and so of nodes that do not say
 */
record TxnCalls(String datacenter) {

  static Question<TxnOutcome> ask(TxnQuery query) {
    return Question.of("Txn.Read", TxnOutcomeForm.OUTCOME).and(ops(query.ops()));
  }

  static Question<TxnOutcome> submit(TxnCommand command) {
    return Question.of("Txn.Apply", TxnOutcomeForm.OUTCOME).and(ops(command.ops()));
  }

  private static Consumer<Sink> ops(List<TxnOp> ops) {
    return out -> out.list("Ops", ops, TxnOpForm::write);
  }

  Incoming apply(Args args) {
    return checked(
        args, ops -> args.submit(new TxnCommand(ops), KvCalls.REFUSAL, TxnOutcomeForm.OUTCOME));
  }

  Incoming read(Args args) {
    return checked(args, ops -> {
      if (ops.stream().anyMatch(TxnOp::isWrite)) {
        throw new ConsulException.Refused("a transaction that is to read would write");
      }
      return args.ask(new TxnQuery(ops), TxnOutcomeForm.OUTCOME);
    });
  }

  /** Nothing is tried when there is an operation that no state allows. */
  private Incoming checked(Args args, Function<List<TxnOp>, Incoming> next) {
    List<TxnItem> items =
        Form.orEmpty(args.in().list("Ops", "TxnOp", in -> TxnOpForm.read(in, datacenter)));
    TxnRequest request = TxnRequest.of(items, items.size());
    request.refuseTooMany();
    if (request.refusals().isEmpty()) {
      return next.apply(request.ops());
    }
    TxnOutcome failed = TxnOutcome.failed(request.refusals());
    return new Incoming.Reply(MsgpackWriter.encode(failed, TxnOutcomeForm.OUTCOME::write));
  }
}
