package io.proconsul.core.txn;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.command.TxnOp;
import io.proconsul.core.command.TxnOutcome;
import io.proconsul.core.filter.GoText;
import io.proconsul.core.kv.KvWrites;
import io.proconsul.core.state.Key;
import io.proconsul.core.state.Tx;
import io.proconsul.model.KvEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Operations on keys, with Consul's words for each that fails. On the thread that owns the
 * {@link Tx}.
 */
final class KvOperations {
  private static final byte[] NO_VALUE = new byte[0];

  private KvOperations() {}

  static List<TxnOutcome.Result.Kv> run(Tx tx, TxnOp.Kv op) {
    String key = op.entry().key();
    return switch (op.verb()) {
      case SET, CAS, LOCK, UNLOCK -> {
        write(tx, op);
        yield withoutValue(get(tx, key));
      }
      case DELETE, DELETE_CAS, DELETE_TREE -> {
        delete(tx, op);
        yield List.of();
      }
      case GET -> List.of(new TxnOutcome.Result.Kv(existing(tx, key)));
      case GET_OR_EMPTY -> {
        KvEntry entry = get(tx, key);
        yield List.of(
            new TxnOutcome.Result.Kv(entry == null ? KvEntry.of(key, NO_VALUE, 0) : entry));
      }
      case GET_TREE -> tree(tx, key);
      case CHECK_INDEX -> withoutValue(checkIndex(tx, op));
      case CHECK_SESSION -> withoutValue(checkSession(tx, op));
      case CHECK_NOT_EXISTS -> {
        require(get(tx, key) == null, "key ", key, " exists");
        yield List.of();
      }
    };
  }

  private static void write(Tx tx, TxnOp.Kv op) {
    KvEntry entry = op.entry();
    String key = entry.key();
    switch (op.verb()) {
      case CAS -> {
        boolean fresh = KvWrites.mayReplace(tx, key, op.index());
        require(fresh, "failed to set key ", key, ", index is stale");
        KvWrites.set(tx, entry);
      }
      case LOCK ->
        require(KvWrites.acquire(tx, entry), "failed to lock key ", key, ", lock is already held");
      case UNLOCK ->
        require(
            KvWrites.release(tx, entry),
            "failed to unlock key ",
            key,
            ", lock isn't held, or is held by another session");
      default -> KvWrites.set(tx, entry);
    }
  }

  private static void delete(Tx tx, TxnOp.Kv op) {
    String key = op.entry().key();
    switch (op.verb()) {
      case DELETE_TREE -> KvWrites.deleteTree(tx, key);
      case DELETE_CAS ->
        require(
            KvWrites.compareAndDelete(tx, key, op.index()),
            "failed to delete key ",
            key,
            ", index is stale");
      default -> KvWrites.delete(tx, key);
    }
  }

  private static KvEntry checkIndex(Tx tx, TxnOp.Kv op) {
    String key = op.entry().key();
    KvEntry entry = get(tx, key);
    if (entry == null) {
      throw refused("failed to check index, key ", key, " doesn't exist");
    }
    boolean same = entry.modifyIndex() == op.index();
    require(
        same,
        "failed index check for key ",
        key,
        ", current modify index " + Long.toUnsignedString(entry.modifyIndex()) + " != "
            + Long.toUnsignedString(op.index()));
    return entry;
  }

  private static KvEntry checkSession(Tx tx, TxnOp.Kv op) {
    String key = op.entry().key();
    KvEntry entry = get(tx, key);
    if (entry == null) {
      throw refused("failed to check session, key ", key, " doesn't exist");
    }
    String wanted = op.entry().session();
    require(
        entry.session().equals(wanted),
        "failed session check for key ",
        key,
        ", current session " + GoText.quote(entry.session()) + " != " + GoText.quote(wanted));
    return entry;
  }

  private static List<TxnOutcome.Result.Kv> tree(Tx tx, String prefix) {
    List<TxnOutcome.Result.Kv> found = new ArrayList<>();
    tx.kv.forEachWithPrefix(Key.of(prefix), (_, entry) -> {
      found.add(new TxnOutcome.Result.Kv(entry));
      return true;
    });
    return found;
  }

  private static KvEntry existing(Tx tx, String key) {
    KvEntry entry = get(tx, key);
    if (entry == null) {
      throw refused("key ", key, " doesn't exist");
    }
    return entry;
  }

  private static @Nullable KvEntry get(Tx tx, String key) {
    return tx.kv.get(Key.of(key));
  }

  /** Whoever wrote or checked a key knows its value, or did not ask for it. */
  private static List<TxnOutcome.Result.Kv> withoutValue(@Nullable KvEntry entry) {
    return entry == null ? List.of() : List.of(new TxnOutcome.Result.Kv(entry.withValue(NO_VALUE)));
  }

  private static void require(boolean met, String before, String key, String after) {
    if (!met) {
      throw refused(before, key, after);
    }
  }

  private static ConsulException refused(String before, String key, String after) {
    return new ConsulException.Refused(before + GoText.quote(key) + after);
  }
}
