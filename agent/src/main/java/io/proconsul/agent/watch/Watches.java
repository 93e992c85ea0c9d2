package io.proconsul.agent.watch;

import io.proconsul.agent.check.Hook;
import io.proconsul.agent.config.WatchConfig;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.run.Timer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * All watches of an agent: one thread asks for all of them, and each tells its handler on a thread
 * that exists while it does. Owned by Consul; any thread.
 */
public final class Watches implements AutoCloseable {
  private final Hook hook = new Hook();
  private final ExecutorService thread;
  private final ExecutorService tellers;
  private final World world;
  private final Map<String, String> environment;

  /** Those that are wanted, and those whose handlers may still be at work; the one thread's. */
  private final Set<RunningWatch> running = new HashSet<>();

  private final Set<RunningWatch> former = new HashSet<>();

  /**
   * What watches work with.
   *
   * @param thread runs everything of a watch, but its handler, in order
   * @param tellers runs handlers
   */
  record World(Questions questions, Timer timer, Executor thread, Executor tellers) {}

  /** @param environment for programs, besides the agent's own */
  public Watches(String node, Questions questions, Timer timer, Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    // At most a few tasks for each watch: an answer, a wish to stop, a handler that is done.
    thread = new ThreadPoolExecutor(
        1,
        1,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        Thread.ofPlatform().name("watches-" + node).daemon().factory(),
        new ThreadPoolExecutor.DiscardPolicy());
    // One a watch: it does not ask before its handler is done.
    tellers = new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        1,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        Thread.ofPlatform().name("watch-handler-" + node + "-", 0).daemon().factory(),
        new ThreadPoolExecutor.DiscardPolicy());
    world = new World(questions, timer, thread, tellers);
  }

  /**
   * Runs these in the place of those that run.
   *
   * @throws ConsulException.InvalidRequest when one is wrong; those that run stay then
   */
  public void replace(List<WatchConfig> configs) {
    List<RunningWatch> wanted = new ArrayList<>();
    for (WatchConfig config : configs) {
      WatchDefinition definition = WatchDefinition.of(config);
      wanted.add(new RunningWatch(definition, teller(definition.handler()), world));
    }
    thread.execute(() -> {
      former.removeIf(RunningWatch::isOver);
      running.forEach(RunningWatch::stop);
      former.addAll(running);
      running.clear();
      running.addAll(wanted);
      wanted.forEach(RunningWatch::ask);
    });
  }

  private Teller teller(WatchDefinition.Handler handler) {
    return switch (handler) {
      case WatchDefinition.ProgramHandler(List<String> args) ->
        new Teller.ToProgram(args, environment);
      case WatchDefinition.HttpHandler http -> new Teller.ToEndpoint(hook, http);
    };
  }

  @Override
  public void close() {
    thread.execute(() -> {
      running.forEach(RunningWatch::end);
      former.forEach(RunningWatch::end);
    });
    thread.shutdown();
    await(thread);
    tellers.shutdown();
    await(tellers);
    hook.close();
  }

  private static void await(ExecutorService threads) {
    try {
      threads.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
