package io.proconsul.core.command;

import io.proconsul.model.HealthCheck;
import io.proconsul.model.KvEntry;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;
import java.util.List;

/**
 * How a transaction ended: with the results of its operations, or, when any of them failed, with
 * all that did and nothing changed.
 */
public record TxnOutcome(List<Result> results, List<Failure> failures) {
  /** What an operation found or wrote; those that delete have none. */
  public sealed interface Result {
    record Kv(KvEntry entry) implements Result {}

    record OfNode(Node node) implements Result {}

    record OfService(ServiceInstance service) implements Result {}

    record OfCheck(HealthCheck check) implements Result {}
  }

  /** @param opIndex the operation's place in the transaction, from 0 */
  public record Failure(int opIndex, String what) {}

  public TxnOutcome {
    results = List.copyOf(results);
    failures = List.copyOf(failures);
  }

  public static TxnOutcome failed(List<Failure> failures) {
    return new TxnOutcome(List.of(), failures);
  }

  public boolean rolledBack() {
    return !failures.isEmpty();
  }
}
