package io.proconsul.core.command;

import io.proconsul.model.KvEntry;

/** Changes of the key/value store; the outcome is whether it was done. */
public sealed interface KvCommand extends Command<Boolean> {
  record Set(KvEntry entry) implements KvCommand {}

  /** Index 0: only if the key does not exist. */
  record CompareAndSet(KvEntry entry, long index) implements KvCommand {}

  record Acquire(KvEntry entry) implements KvCommand {}

  record Release(KvEntry entry) implements KvCommand {}

  record Delete(String key) implements KvCommand {}

  record CompareAndDelete(String key, long index) implements KvCommand {}

  record DeleteTree(String prefix) implements KvCommand {}

  /** Forgets the deletions up to this index, and lock delays that are over. */
  record Reap(long upTo) implements KvCommand {}
}
