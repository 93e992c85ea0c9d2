package io.proconsul.core.kv;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.command.KvCommand;
import io.proconsul.core.state.Key;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tx;
import io.proconsul.core.state.Txn;
import io.proconsul.model.KvEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Applies changes of keys. On the state machine's thread. */
public final class KvWrites {
  private KvWrites() {}

  public static boolean apply(Tx tx, KvCommand command) {
    return switch (command) {
      case KvCommand.Set(KvEntry entry) -> set(tx, entry);
      case KvCommand.CompareAndSet(KvEntry entry, long index) ->
        mayReplace(tx, entry.key(), index) && set(tx, entry);
      case KvCommand.Acquire(KvEntry entry) -> acquire(tx, entry);
      case KvCommand.Release(KvEntry entry) -> release(tx, entry);
      case KvCommand.Delete(String key) -> delete(tx, key);
      case KvCommand.CompareAndDelete(String key, long index) -> compareAndDelete(tx, key, index);
      case KvCommand.DeleteTree(String prefix) -> deleteTree(tx, prefix);
      case KvCommand.Reap(long upTo) -> reap(tx, upTo);
    };
  }

  /** A plain write keeps the session but not the count of the lock, as Consul does. */
  public static boolean set(Tx tx, KvEntry entry) {
    KvEntry before = tx.kv.get(Key.of(entry.key()));
    String session = before == null ? "" : before.session();
    write(tx, entry.withLock(entry.lockIndex(), session), before);
    return true;
  }

  /** Whether the key stands at this index; 0 means that it does not exist. */
  public static boolean mayReplace(Tx tx, String key, long index) {
    KvEntry before = tx.kv.get(Key.of(key));
    return index == 0 ? before == null : before != null && before.modifyIndex() == index;
  }

  public static boolean acquire(Tx tx, KvEntry entry) {
    if (entry.session().isEmpty()) {
      throw new ConsulException.Refused("missing session");
    }
    Long delayedUntil = tx.lockDelays.get(Key.of(entry.key()));
    if (delayedUntil != null && delayedUntil > tx.nowMillis()) {
      return false;
    }
    if (tx.sessions.get(Key.of(entry.session())) == null) {
      throw new ConsulException.Refused("invalid session \"" + entry.session() + "\"");
    }
    if (delayedUntil != null) {
      tx.lockDelays.remove(Key.of(entry.key()));
    }
    KvEntry before = tx.kv.get(Key.of(entry.key()));
    if (before != null && !before.session().isEmpty()) {
      if (!before.session().equals(entry.session())) {
        return false;
      }
      write(tx, entry.withLock(before.lockIndex(), before.session()), before);
      return true;
    }
    long lockIndex = before == null ? 1 : before.lockIndex() + 1;
    write(tx, entry.withLock(lockIndex, entry.session()), before);
    return true;
  }

  public static boolean release(Tx tx, KvEntry entry) {
    if (entry.session().isEmpty()) {
      throw new ConsulException.Refused("missing session");
    }
    KvEntry before = tx.kv.get(Key.of(entry.key()));
    if (before == null || !before.session().equals(entry.session())) {
      return false;
    }
    write(tx, entry.withLock(before.lockIndex(), ""), before);
    return true;
  }

  public static boolean delete(Tx tx, String key) {
    remove(tx, key);
    return true;
  }

  /** A missing key is a success whatever the index. */
  public static boolean compareAndDelete(Tx tx, String key, long index) {
    KvEntry before = tx.kv.get(Key.of(key));
    if (before == null) {
      return true;
    }
    if (before.modifyIndex() != index) {
      return false;
    }
    remove(tx, key);
    return true;
  }

  public static boolean deleteTree(Tx tx, String prefix) {
    List<KvEntry> doomed = new ArrayList<>();
    tx.kv.forEachWithPrefix(Key.of(prefix), (_, entry) -> {
      doomed.add(entry);
      return true;
    });
    if (doomed.isEmpty()) {
      return true;
    }
    doomed.forEach(entry -> unlink(tx, entry));
    tx.kv.removePrefix(Key.of(prefix));
    tx.kvTombstones.put(Key.of(prefix), tx.index());
    tx.touch(Mark.KV);
    return true;
  }

  private static boolean reap(Tx tx, long upTo) {
    removeUpTo(tx.kvTombstones, upTo);
    removeUpTo(tx.lockDelays, tx.nowMillis());
    return true;
  }

  private static void removeUpTo(Txn<Long> table, long bound) {
    table.forEachWithPrefix(new byte[0], (key, number) -> {
      if (number <= bound) {
        table.remove(key);
      }
      return true;
    });
  }

  /** Lets go of a key whose session ended: released, or deleted with its session. */
  public static void endLock(Tx tx, String key, boolean delete) {
    KvEntry entry = tx.kv.get(Key.of(key));
    if (entry == null) {
      return;
    }
    if (delete) {
      remove(tx, key);
    } else {
      write(tx, entry.withLock(entry.lockIndex(), ""), entry);
    }
  }

  private static void write(
      Tx tx, KvEntry entry, @org.jspecify.annotations.Nullable KvEntry before) {
    byte[] key = Key.of(entry.key());
    if (before != null && sameContent(before, entry)) {
      return;
    }
    long created = before == null ? tx.index() : before.createIndex();
    tx.kv.put(key, entry.withIndexes(created, tx.index()));
    if (before != null && !before.session().equals(entry.session())) {
      unlink(tx, before);
    }
    if (!entry.session().isEmpty()) {
      tx.keysBySession.put(Key.of(entry.session(), entry.key()), entry.key());
    }
    tx.touch(Mark.KV);
  }

  private static boolean sameContent(KvEntry before, KvEntry after) {
    return before.flags() == after.flags()
        && before.lockIndex() == after.lockIndex()
        && before.session().equals(after.session())
        && Arrays.equals(before.value(), after.value());
  }

  private static void remove(Tx tx, String name) {
    byte[] key = Key.of(name);
    KvEntry before = tx.kv.remove(key);
    if (before != null) {
      unlink(tx, before);
      tx.kvTombstones.put(key, tx.index());
      tx.touch(Mark.KV);
    }
  }

  private static void unlink(Tx tx, KvEntry entry) {
    if (!entry.session().isEmpty()) {
      tx.keysBySession.remove(Key.of(entry.session(), entry.key()));
    }
  }
}
