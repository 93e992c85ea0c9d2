package io.proconsul.core.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A part of a tree that can be watched. Most are never asked for a watch, so it is made on demand.
 * Readers of an old tree may ask while, or after, the state machine fires: whoever comes late gets
 * the watch that has fired.
 */
abstract sealed class Watched<V> permits Node, Leaf {
  private static final VarHandle WATCH;

  static {
    try {
      WATCH = MethodHandles.lookup().findVarHandle(Watched.class, "watch", Watch.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile @Nullable Watch watch;

  final Watch watch() {
    var present = watch;
    if (present != null) {
      return present;
    }
    var fresh = new Watch();
    var winner = (Watch) WATCH.compareAndExchange(this, null, fresh);
    return winner == null ? fresh : winner;
  }

  /** Called once this has left the published tree. */
  final void fire() {
    var asked = (Watch) WATCH.getAndSet(this, Watch.FIRED);
    if (asked != null) {
      asked.fire();
    }
  }
}
