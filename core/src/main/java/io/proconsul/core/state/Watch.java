package io.proconsul.core.state;

import org.jspecify.annotations.Nullable;

/**
 * Fires once, when what it stands for has changed. Registrations form a linked list, so that each
 * can leave in constant time. Safe for any thread; callbacks run on the thread that fires (the
 * state machine's), outside the lock, and must be short.
 */
public final class Watch {
  static final Watch FIRED = new Watch();

  static {
    FIRED.fired = true;
  }

  private volatile boolean fired;
  private @Nullable Waiter head;

  public boolean fired() {
    return fired;
  }

  /** Runs the callback when this fires, at once if it already has. */
  public Registration onFire(Runnable callback) {
    var waiter = new Waiter(this, callback);
    if (!join(waiter)) {
      callback.run();
    }
    return waiter;
  }

  /**
   * Runs the callbacks, newest first. One that throws does not keep the others from running; the
   * first exception is thrown at the end.
   */
  public void fire() {
    RuntimeException failure = null;
    for (var waiter = takeNext(); waiter != null; waiter = takeNext()) {
      try {
        waiter.callback.run();
      } catch (RuntimeException e) {
        failure = first(failure, e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Keeps the first of several failures. */
  private static RuntimeException first(@Nullable RuntimeException earlier, RuntimeException e) {
    return earlier == null ? e : earlier;
  }

  private synchronized boolean join(Waiter waiter) {
    if (fired) {
      return false;
    }
    waiter.waiting = true;
    waiter.next = head;
    if (head != null) {
      head.previous = waiter;
    }
    head = waiter;
    return true;
  }

  private synchronized @Nullable Waiter takeNext() {
    fired = true;
    var waiter = head;
    if (waiter != null) {
      leave(waiter);
    }
    return waiter;
  }

  private synchronized void leave(Waiter waiter) {
    if (!waiter.waiting) {
      return;
    }
    waiter.waiting = false;
    if (waiter.previous == null) {
      head = waiter.next;
    } else {
      waiter.previous.next = waiter.next;
    }
    if (waiter.next != null) {
      waiter.next.previous = waiter.previous;
    }
    waiter.next = null;
    waiter.previous = null;
  }

  synchronized boolean hasWaiters() {
    return head != null;
  }

  /** One link of the list; its fields are guarded by the watch. */
  private static final class Waiter implements Registration {
    private final Watch watch;
    private final Runnable callback;
    private boolean waiting;
    private @Nullable Waiter previous;
    private @Nullable Waiter next;

    Waiter(Watch watch, Runnable callback) {
      this.watch = watch;
      this.callback = callback;
    }

    @Override
    public void cancel() {
      watch.leave(this);
    }
  }
}
