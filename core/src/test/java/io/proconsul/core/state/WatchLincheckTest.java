package io.proconsul.core.state;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** Every interleaving of registering, cancelling and firing is one that one thread could see. */
public class WatchLincheckTest {
  private final Watch watch = new Watch();
  private final Registration early = watch.onFire(() -> {});

  @Operation
  public void fire() {
    watch.fire();
  }

  /** Returns whether the callback has run by the time this returns. */
  @Operation
  public boolean register() {
    var ran = new AtomicBoolean();
    watch.onFire(() -> ran.set(true));
    return ran.get();
  }

  @Operation
  public void cancelEarly() {
    early.cancel();
  }

  @Operation
  public boolean fired() {
    return watch.fired();
  }

  @Validate
  public void nobodyWaitsForAWatchThatHasFired() {
    if (watch.fired() && watch.hasWaiters()) {
      throw new IllegalStateException("a waiter was left behind");
    }
  }

  @Test
  void registeringNeverMissesTheFiring() {
    new ModelCheckingOptions()
        .iterations(10)
        .invocationsPerIteration(150)
        .threads(2)
        .actorsBefore(0)
        .actorsAfter(0)
        .actorsPerThread(2)
        .check(WatchLincheckTest.class);
  }
}
