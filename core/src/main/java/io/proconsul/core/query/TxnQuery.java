package io.proconsul.core.query;

import io.proconsul.core.command.TxnOp;
import io.proconsul.core.command.TxnOutcome;
import java.util.List;

/** A transaction that only reads, and so needs no log: all of it sees the same state. */
public record TxnQuery(List<TxnOp> ops) implements Query<TxnOutcome> {
  public TxnQuery {
    ops = List.copyOf(ops);
    if (ops.stream().anyMatch(TxnOp::isWrite)) {
      throw new IllegalArgumentException("a question does not write");
    }
  }
}
