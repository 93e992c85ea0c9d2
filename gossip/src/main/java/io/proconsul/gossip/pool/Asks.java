package io.proconsul.gossip.pool;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for what of the machine, by token. Bounded by the queries that the machine lets run and
 * by the callers that wait. Owned by the pool; for any thread.
 */
final class Asks {
  private final AtomicLong tokens = new AtomicLong();
  private final Map<Long, QueryListener> queries = new ConcurrentHashMap<>();
  private final Map<Long, CompletableFuture<Boolean>> broadcasts = new ConcurrentHashMap<>();

  long query(QueryListener listener) {
    long token = tokens.incrementAndGet();
    queries.put(token, listener);
    return token;
  }

  @Nullable
  QueryListener query(long token) {
    return queries.get(token);
  }

  void forget(long token) {
    queries.remove(token);
  }

  /** Completed, with whether it was sent, by {@link #sent} or {@link #close}. */
  CompletableFuture<Boolean> broadcast(long token) {
    return broadcasts.computeIfAbsent(token, _ -> new CompletableFuture<>());
  }

  long token() {
    return tokens.incrementAndGet();
  }

  void sent(long token) {
    broadcast(token).complete(true);
    broadcasts.remove(token);
  }

  void forgetBroadcast(long token) {
    broadcasts.remove(token);
  }

  /** Nothing comes any more. */
  void close() {
    broadcasts.values().forEach(future -> future.complete(false));
    broadcasts.clear();
    queries.values().forEach(QueryListener::finished);
    queries.clear();
  }
}
