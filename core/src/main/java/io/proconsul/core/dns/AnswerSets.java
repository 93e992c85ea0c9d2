package io.proconsul.core.dns;

import io.proconsul.core.state.WatchSet;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Answers that still hold: each goes when something that it depends on changes. Any thread. Bounded
 * by entries and by records; when full, what no longer holds is dropped, if need be everything.
 */
final class AnswerSets {
  private static final long MAX_RECORDS = 1 << 18;

  /** A question without regard to case. */
  static final class Key {
    private final byte[] foldedName;
    private final int type;
    private final int hash;

    Key(byte[] foldedName, int type) {
      this.foldedName = foldedName;
      this.type = type;
      this.hash = Arrays.hashCode(foldedName) * 31 + type;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that
          && type == that.type
          && Arrays.equals(foldedName, that.foldedName);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  private record Entry(DnsAnswer answer, WatchSet watches) {
    boolean holds() {
      return !watches.anyFired();
    }
  }

  private final int maxEntries;
  private final ConcurrentMap<Key, Entry> entries = new ConcurrentHashMap<>();
  private final AtomicLong records = new AtomicLong();

  AnswerSets(int maxEntries) {
    this.maxEntries = maxEntries;
  }

  @Nullable
  DnsAnswer get(Key key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return null;
    }
    if (entry.holds()) {
      return entry.answer();
    }
    drop(key, entry);
    return null;
  }

  void put(Key key, DnsAnswer answer, WatchSet watches) {
    int size = answer.records();
    if (size > MAX_RECORDS / 4) {
      return;
    }
    if (isFull(size)) {
      entries.forEach((other, entry) -> {
        if (!entry.holds()) {
          drop(other, entry);
        }
      });
      if (isFull(size)) {
        entries.forEach(this::drop);
      }
    }
    Entry before = entries.put(key, new Entry(answer, watches));
    records.addAndGet(size - (before == null ? 0 : before.answer().records()));
  }

  int size() {
    return entries.size();
  }

  private boolean isFull(int more) {
    return entries.size() >= maxEntries || records.get() + more > MAX_RECORDS;
  }

  private void drop(Key key, Entry entry) {
    if (entries.remove(key, entry)) {
      records.addAndGet(-entry.answer().records());
    }
  }
}
