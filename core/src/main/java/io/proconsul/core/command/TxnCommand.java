package io.proconsul.core.command;

import java.util.List;

/** All of these operations, in order, or none. */
public record TxnCommand(List<TxnOp> ops) implements Command<TxnOutcome> {
  public TxnCommand {
    ops = List.copyOf(ops);
  }
}
