package io.proconsul.core.sync;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.local.Catalog;
import io.proconsul.core.local.LocalSettings;
import io.proconsul.core.local.LocalState;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;

/**
 * Brings the catalog up to date: after every local change at once, and as a whole every minute or
 * more in a large cluster. One pass at a time; all state belongs to the executor, which runs one
 * task at a time. A pass that fails is tried again.
 */
public final class CatalogSync implements LocalState.Listener {
  static final Duration FULL_INTERVAL = Duration.ofSeconds(60);
  static final Duration RETRY_INTERVAL = Duration.ofSeconds(15);

  /** Commands under way at once: they share the log's writes. */
  static final int WINDOW = 64;

  /** Up to this many nodes the interval stays as it is; each doubling adds one more. */
  private static final int SCALE_THRESHOLD = 128;

  /** Agents that see a leader again come back spread over this long for each other node. */
  private static final Duration STAGGER_PER_NODE = Duration.ofMillis(20);

  private final LocalState state;
  private final LocalSettings settings;
  private final Catalog catalog;
  private final World world;
  private final AtomicBoolean poked = new AtomicBoolean();

  private boolean ready;
  private boolean stopped;
  private boolean running;
  private boolean fullDue;
  private boolean again;
  private boolean nodeInSync;
  private List<SyncStep> strangers = List.of();
  private Cancellation next = Cancellation.NONE;
  private Cancellation retry = Cancellation.NONE;

  /**
   * What this needs of the world.
   *
   * @param executor runs one task at a time
   * @param clusterSize how many nodes the cluster has
   */
  public record World(
      Timer timer, RandomGenerator random, Executor executor, IntSupplier clusterSize) {}

  public CatalogSync(LocalState state, LocalSettings settings, Catalog catalog, World world) {
    this.state = state;
    this.settings = settings;
    this.catalog = catalog;
    this.world = world;
    state.listen(this);
  }

  /** A leader is known now: everything is compared soon. */
  public void leaderKnown() {
    world.executor().execute(() -> {
      int others = Math.max(0, world.clusterSize().getAsInt() - 1);
      Duration stagger = STAGGER_PER_NODE.multipliedBy(Math.min(others, 150));
      ready = true;
      scheduleFull(upTo(stagger));
    });
  }

  public void stop() {
    state.unlisten(this);
    world.executor().execute(() -> {
      stopped = true;
      next.cancel();
      retry.cancel();
    });
  }

  /** Something changed here. */
  @Override
  public void accept(String serviceId) {
    if (poked.compareAndSet(false, true)) {
      world.executor().execute(() -> {
        poked.set(false);
        run();
      });
    }
  }

  private void run() {
    if (!ready || stopped) {
      return;
    }
    if (running) {
      again = true;
      return;
    }
    running = true;
    again = false;
    if (fullDue) {
      fullDue = false;
      catalog.view(onExecutor(this::compare));
    } else {
      push();
    }
  }

  private void compare(Catalog.View view) {
    LocalState.Snapshot local = state.snapshot();
    AntiEntropy.Drift drift = AntiEntropy.compare(local, view, settings, state.deferredChecks());
    nodeInSync = !drift.node();
    drift.tags().forEach((id, tags) -> {
      var service = local.services().get(id);
      if (service != null) {
        state.overrideTags(service, tags);
      }
    });
    state.missing(drift.services(), drift.checks());
    List<SyncStep> removals = new ArrayList<>();
    String node = settings.nodeName();
    drift
        .strangers()
        .forEach(id -> removals.add(
            new SyncStep(new CatalogCommand.Deregister(node, id, ""), null, List.of())));
    drift
        .strangeChecks()
        .forEach(id -> removals.add(
            new SyncStep(new CatalogCommand.Deregister(node, "", id), null, List.of())));
    strangers = removals;
    scheduleFull(fullInterval());
    push();
  }

  private void push() {
    List<SyncStep> steps = new ArrayList<>(strangers);
    strangers = List.of();
    steps.addAll(AntiEntropy.plan(state.unsynced(), settings, nodeInSync));
    new Pass(steps).fill();
  }

  private void ended(boolean well) {
    running = false;
    if (!well) {
      retry.cancel();
      retry = world.timer().after(RETRY_INTERVAL.plus(upTo(RETRY_INTERVAL)), this::fullNow);
    } else if (again || fullDue) {
      run();
    }
  }

  private void scheduleFull(Duration delay) {
    next.cancel();
    if (delay.isZero()) {
      fullDue = true;
      run();
    } else if (!stopped) {
      next = world.timer().after(delay, this::fullNow);
    }
  }

  private void fullNow() {
    world.executor().execute(() -> {
      fullDue = true;
      run();
    });
  }

  private Duration fullInterval() {
    Duration scaled = FULL_INTERVAL.multipliedBy(scale(world.clusterSize().getAsInt()));
    return scaled.plus(upTo(scaled));
  }

  /** How much longer the interval is in a cluster of that size, so that the load stays bounded. */
  static int scale(int nodes) {
    if (nodes <= SCALE_THRESHOLD) {
      return 1;
    }
    return (int) Math.ceil(Math.log((double) nodes / SCALE_THRESHOLD) / Math.log(2)) + 1;
  }

  private Duration upTo(Duration limit) {
    long nanos = limit.toNanos();
    return nanos <= 0 ? Duration.ZERO : Duration.ofNanos(world.random().nextLong(nanos));
  }

  private <R> Outcome<R> onExecutor(java.util.function.Consumer<R> then) {
    return new Outcome<>() {
      @Override
      public void done(R result) {
        world.executor().execute(() -> then.accept(result));
      }

      @Override
      public void failed(ConsulException cause) {
        world.executor().execute(() -> ended(false));
      }
    };
  }

  /** The commands of one pass, at most {@link #WINDOW} of them under way. */
  private final class Pass {
    private final Deque<SyncStep> left;
    private int underWay;
    private boolean failed;
    private boolean nodeWritten;

    Pass(List<SyncStep> steps) {
      left = new ArrayDeque<>(steps);
    }

    void fill() {
      while (underWay < WINDOW && !left.isEmpty()) {
        SyncStep step = left.remove();
        underWay++;
        catalog.submit(step.command(), new Outcome<>() {
          @Override
          public void done(Boolean result) {
            world.executor().execute(() -> settled(step, true));
          }

          @Override
          public void failed(ConsulException cause) {
            world.executor().execute(() -> settled(step, false));
          }
        });
      }
      if (underWay == 0) {
        nodeInSync |= nodeWritten;
        ended(!failed);
      }
    }

    private void settled(SyncStep step, boolean well) {
      underWay--;
      if (well) {
        step.settle(state);
        nodeWritten |= step.command() instanceof CatalogCommand.Register register
            && !register.skipNodeUpdate();
      } else {
        failed = true;
      }
      fill();
    }
  }
}
