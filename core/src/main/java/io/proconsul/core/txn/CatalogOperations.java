package io.proconsul.core.txn;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.catalog.CheckWrites;
import io.proconsul.core.catalog.InstanceWrites;
import io.proconsul.core.catalog.NodeWrites;
import io.proconsul.core.command.TxnOp;
import io.proconsul.core.command.TxnOutcome;
import io.proconsul.core.filter.GoText;
import io.proconsul.core.state.Key;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tx;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Operations on nodes, services and checks, with Consul's words for each that fails. On the thread
 * that owns the {@link Tx}.
 */
final class CatalogOperations {
  private CatalogOperations() {}

  static List<TxnOutcome.Result.OfNode> run(Tx tx, TxnOp.OfNode op) {
    Node given = op.node();
    String what = "node " + GoText.quote(given.node());
    Node named = tx.nodes.get(Key.of(Mark.lower(given.node())));
    requireFresh(op.verb(), given.modifyIndex(), named == null ? null : named.modifyIndex(), what);
    switch (op.verb()) {
      case SET, CAS -> NodeWrites.put(tx, given, false);
      case DELETE, DELETE_CAS -> {
        NodeWrites.remove(tx, given.node());
        return List.of();
      }
      case GET -> {}
    }
    return List.of(new TxnOutcome.Result.OfNode(existing(find(tx, given), what)));
  }

  static List<TxnOutcome.Result.OfService> run(Tx tx, TxnOp.OfService op) {
    ServiceInstance given = op.service();
    String what = "service " + GoText.quote(given.id()) + " on node " + GoText.quote(op.node());
    byte[] key = Key.of(Mark.lower(op.node()), given.id());
    ServiceInstance before = tx.services.get(key);
    requireFresh(
        op.verb(), given.modifyIndex(), before == null ? null : before.modifyIndex(), what);
    switch (op.verb()) {
      case SET, CAS -> InstanceWrites.put(tx, op.node(), given);
      case DELETE, DELETE_CAS -> {
        InstanceWrites.remove(tx, op.node(), given.id());
        return List.of();
      }
      case GET -> {}
    }
    return List.of(new TxnOutcome.Result.OfService(existing(tx.services.get(key), what)));
  }

  static List<TxnOutcome.Result.OfCheck> run(Tx tx, TxnOp.OfCheck op) {
    HealthCheck given = op.check();
    String what =
        "check " + GoText.quote(given.checkId()) + " on node " + GoText.quote(given.node());
    byte[] key = Key.of(Mark.lower(given.node()), given.checkId());
    HealthCheck before = tx.checks.get(key);
    requireFresh(
        op.verb(), given.modifyIndex(), before == null ? null : before.modifyIndex(), what);
    switch (op.verb()) {
      case SET, CAS -> CheckWrites.put(tx, given);
      case DELETE, DELETE_CAS -> {
        CheckWrites.remove(tx, given.node(), given.checkId());
        return List.of();
      }
      case GET -> {}
    }
    return List.of(new TxnOutcome.Result.OfCheck(existing(tx.checks.get(key), what)));
  }

  /** An id counts for more than a name. */
  private static @Nullable Node find(Tx tx, Node given) {
    if (given.id().isEmpty()) {
      return tx.nodes.get(Key.of(Mark.lower(given.node())));
    }
    String name = tx.nodesById.get(Key.of(Mark.lower(given.id())));
    return name == null ? null : tx.nodes.get(Key.of(name));
  }

  /**
   * Refuses the verbs that compare when what is there has another index. To set at index 0 means
   * that nothing may be there; to delete at any index, that something must be.
   */
  private static void requireFresh(
      TxnOp.Verb verb, long wanted, @Nullable Long present, String what) {
    boolean fresh = switch (verb) {
      case SET, DELETE, GET -> true;
      case CAS -> wanted == 0 ? present == null : present != null && present == wanted;
      case DELETE_CAS -> present != null && present == wanted;
    };
    if (!fresh) {
      String doing = verb == TxnOp.Verb.CAS ? "set " : "delete ";
      throw new ConsulException.Refused("failed to " + doing + what + ", index is stale");
    }
  }

  private static <T> T existing(@Nullable T found, String what) {
    if (found == null) {
      throw new ConsulException.Refused(what + " doesn't exist");
    }
    return found;
  }
}
