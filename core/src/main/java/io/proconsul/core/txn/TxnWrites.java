package io.proconsul.core.txn;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.command.TxnCommand;
import io.proconsul.core.command.TxnOp;
import io.proconsul.core.command.TxnOutcome;
import io.proconsul.core.filter.GoText;
import io.proconsul.core.state.Key;
import io.proconsul.core.state.Tx;
import io.proconsul.model.KvEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Applies transactions. After a failure the rest is still tried, to tell all that fails; the state
 * machine then drops the {@link Tx}. On the state machine's thread.
 */
public final class TxnWrites {
  private TxnWrites() {}

  public static TxnOutcome apply(Tx tx, TxnCommand command) {
    List<TxnOutcome.Failure> delayed = delayedLocks(tx, command.ops());
    return delayed.isEmpty() ? run(tx, command.ops()) : TxnOutcome.failed(delayed);
  }

  static TxnOutcome run(Tx tx, List<TxnOp> ops) {
    List<TxnOutcome.Result> results = new ArrayList<>(ops.size());
    List<TxnOutcome.Failure> failures = new ArrayList<>();
    for (int i = 0; i < ops.size(); i++) {
      try {
        results.addAll(run(tx, ops.get(i)));
      } catch (ConsulException refusal) {
        String what = Objects.requireNonNullElse(refusal.getMessage(), "");
        failures.add(new TxnOutcome.Failure(i, what));
      }
    }
    return failures.isEmpty() ? new TxnOutcome(results, List.of()) : TxnOutcome.failed(failures);
  }

  private static List<? extends TxnOutcome.Result> run(Tx tx, TxnOp op) {
    return switch (op) {
      case TxnOp.Kv kv -> KvOperations.run(tx, kv);
      case TxnOp.OfNode node -> CatalogOperations.run(tx, node);
      case TxnOp.OfService service -> CatalogOperations.run(tx, service);
      case TxnOp.OfCheck check -> CatalogOperations.run(tx, check);
      case TxnOp.Refused(String reason) -> throw new ConsulException.Refused(reason);
    };
  }

  /** Keys that may not be locked yet end a transaction before any of it is tried, as in Consul. */
  private static List<TxnOutcome.Failure> delayedLocks(Tx tx, List<TxnOp> ops) {
    List<TxnOutcome.Failure> failures = new ArrayList<>();
    for (int i = 0; i < ops.size(); i++) {
      if (ops.get(i) instanceof TxnOp.Kv(TxnOp.KvVerb verb, KvEntry entry, long _)
          && verb == TxnOp.KvVerb.LOCK) {
        Long until = tx.lockDelays.get(Key.of(entry.key()));
        if (until != null && until > tx.nowMillis()) {
          String key = GoText.quote(entry.key());
          failures.add(
              new TxnOutcome.Failure(i, "failed to lock key " + key + " due to lock delay"));
        }
      }
    }
    return failures;
  }
}
