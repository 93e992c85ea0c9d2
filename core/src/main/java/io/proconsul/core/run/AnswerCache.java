package io.proconsul.core.run;

import io.proconsul.core.api.Render;
import io.proconsul.core.api.Response;
import io.proconsul.core.query.Query;
import io.proconsul.core.state.WatchSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Encoded answers that still hold: each goes when something it depends on changes, so all who ask
 * the same share one encoding. Any thread. Bounded by count and bytes; when full, what no longer
 * holds is dropped first, then everything.
 */
final class AnswerCache {
  static final int MAX_ENTRIES = 4_096;
  static final long MAX_BYTES = 64L << 20;

  record Key(Query<?> query, Render<?> render, Render.Context context) {}

  /** An answer with what it depends on; holds while no watch has fired. */
  record Entry(Response response, long index, WatchSet watches) {
    boolean holds() {
      return !watches.anyFired();
    }
  }

  private final ConcurrentMap<Key, Entry> entries = new ConcurrentHashMap<>();
  private final AtomicLong bytes = new AtomicLong();

  @Nullable
  Entry get(Key key) {
    Entry entry = entries.get(key);
    if (entry == null || entry.holds()) {
      return entry;
    }
    drop(key, entry);
    return null;
  }

  void put(Key key, Entry entry) {
    int size = entry.response().body().length;
    if (size > MAX_BYTES / 4) {
      return;
    }
    if (entries.size() >= MAX_ENTRIES || bytes.get() + size > MAX_BYTES) {
      entries.forEach((other, held) -> dropUnlessHolding(other, held));
      if (entries.size() >= MAX_ENTRIES || bytes.get() + size > MAX_BYTES) {
        entries.forEach(this::drop);
      }
    }
    Entry before = entries.put(key, entry);
    bytes.addAndGet(size - (before == null ? 0 : before.response().body().length));
  }

  int size() {
    return entries.size();
  }

  private void dropUnlessHolding(Key key, Entry entry) {
    if (!entry.holds()) {
      drop(key, entry);
    }
  }

  private void drop(Key key, Entry entry) {
    if (entries.remove(key, entry)) {
      bytes.addAndGet(-entry.response().body().length);
    }
  }
}
