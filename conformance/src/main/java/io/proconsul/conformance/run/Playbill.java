package io.proconsul.conformance.run;

import io.proconsul.conformance.scenario.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/**
 * Plays scenarios, several at once and the slowest first, so that the long waits of a few overlap
 * with all the others.
 */
public final class Playbill implements AutoCloseable {
  /** Regular expressions over long texts recurse; a thread's usual stack is too small for some. */
  private static final long STACK_BYTES = 64L << 20;

  private final ExecutorService players;

  /** @param atOnce how many scenarios are played at the same time */
  public Playbill(int atOnce) {
    ThreadFactory factory = task -> new Thread(null, task, "scenario", STACK_BYTES);
    this.players = Executors.newFixedThreadPool(atOnce, factory);
  }

  /** A scenario to play. */
  public record Entry(Scenario scenario, Options options, Patience patience) {}

  /** The verdicts to come, in the order of the entries. */
  public List<Future<Verdict>> play(List<Entry> entries) {
    List<CompletableFuture<Verdict>> verdicts = new ArrayList<>();
    entries.forEach(_ -> verdicts.add(new CompletableFuture<>()));
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingDouble(i -> -entries.get(i).scenario().expectedSeconds()));
    for (int i : order) {
      Entry entry = entries.get(i);
      CompletableFuture<Verdict> verdict = verdicts.get(i);
      players.execute(() -> play(entry, verdict));
    }
    return List.copyOf(verdicts);
  }

  /** Scenarios in flight are played to their end; those that have not begun are dropped. */
  @Override
  public void close() {
    players.shutdownNow();
  }

  private static void play(Entry entry, CompletableFuture<Verdict> verdict) {
    try {
      verdict.complete(Performance.play(entry.scenario(), entry.options(), entry.patience()));
    } catch (Throwable e) {
      verdict.completeExceptionally(e);
    }
  }
}
