package io.proconsul.core.txn;

import io.proconsul.core.command.TxnOutcome;
import io.proconsul.core.query.Answer;
import io.proconsul.core.query.TxnQuery;
import io.proconsul.core.state.Tables;
import io.proconsul.core.state.Tx;

/** Answers transactions that only read. Pure; any thread. */
public final class TxnReads {
  private TxnReads() {}

  /** Runs it as any other, in a change that stays with this caller and is never committed. */
  public static Answer<TxnOutcome> read(Tables tables, TxnQuery query) {
    Tx tx = new Tx(tables, tables.index(), 0);
    return new Answer<>(TxnWrites.run(tx, query.ops()), tables.index());
  }
}
