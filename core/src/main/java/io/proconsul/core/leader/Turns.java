package io.proconsul.core.leader;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes asynchronous steps one after another, however each of them ends: the next begins on the
 * thread that ended the last, without recursion. Holds nothing itself: the source, which is asked
 * for the next step, has the queue and its bound. Any thread.
 */
public final class Turns {
  /** Calls {@code done} once when it is over, now or later. */
  @FunctionalInterface
  public interface Step {
    void run(Runnable done);
  }

  private final Supplier<@Nullable Step> source;
  private boolean busy;
  private boolean missed;

  /** @param source gives the next step, or null while there is none */
  public Turns(Supplier<@Nullable Step> source) {
    this.source = source;
  }

  /** The source may have something: it is asked now, or when the present step is over. */
  public void wake() {
    synchronized (this) {
      if (busy) {
        missed = true;
        return;
      }
      busy = true;
    }
    drain();
  }

  private void drain() {
    while (true) {
      Step next = source.get();
      if (next == null) {
        if (rest()) {
          return;
        }
      } else {
        Turn turn = new Turn();
        next.run(turn::done);
        if (!turn.overAlready()) {
          return; // whoever ends it goes on from there
        }
      }
    }
  }

  /** False when somebody woke this after the source was asked. */
  private synchronized boolean rest() {
    busy = missed;
    missed = false;
    return !busy;
  }

  private final class Turn {
    private boolean done;
    private boolean left;

    void done() {
      synchronized (this) {
        boolean goOn = left && !done;
        done = true;
        if (!goOn) {
          return;
        }
      }
      drain();
    }

    synchronized boolean overAlready() {
      left = true;
      return done;
    }
  }
}
