package io.proconsul.core.state;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The watches that a query came by while it read. Owned by the thread that reads; whatever it then
 * registers with {@link #onAny} may be fired and cancelled by any thread.
 */
public final class WatchSet {
  /** Beyond this many a tree's root stands for all of its nodes, as in Consul. */
  static final int LIMIT = 8192;

  private final Set<Watch> watches = new HashSet<>(4);

  /** Adds a watch that has no coarser one to stand in for it; the caller bounds their number. */
  public void add(Watch watch) {
    watches.add(watch);
  }

  <V> void add(Watched<V> watched, Node<V> root) {
    watches.add(watches.size() < LIMIT ? watched.watch() : root.watch());
  }

  public int size() {
    return watches.size();
  }

  public boolean anyFired() {
    for (var watch : watches) {
      if (watch.fired()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Runs the callback once, when the first watch fires, at once if one already has. Afterwards, as
   * after a cancel, no watch knows of it any more.
   */
  public Registration onAny(Runnable once) {
    var any = new Any(once, watches.size());
    for (var watch : watches) {
      any.register(watch);
    }
    return any;
  }

  /** A callback registered with several watches; {@code over} decides the race between them. */
  private static final class Any implements Registration, Runnable {
    private final Runnable once;
    private final List<Registration> registrations;
    private final AtomicBoolean over = new AtomicBoolean();

    Any(Runnable once, int watches) {
      this.once = once;
      this.registrations = new ArrayList<>(watches);
    }

    void register(Watch watch) {
      if (over.get()) {
        return;
      }
      // May run the callback on this thread, hence outside the lock.
      var registration = watch.onFire(this);
      keep(registration);
    }

    private synchronized void keep(Registration registration) {
      if (over.get()) {
        registration.cancel();
      } else {
        registrations.add(registration);
      }
    }

    @Override
    public void run() {
      if (over.compareAndSet(false, true)) {
        release();
        once.run();
      }
    }

    @Override
    public void cancel() {
      if (over.compareAndSet(false, true)) {
        release();
      }
    }

    private synchronized void release() {
      registrations.forEach(Registration::cancel);
      registrations.clear();
    }
  }
}
