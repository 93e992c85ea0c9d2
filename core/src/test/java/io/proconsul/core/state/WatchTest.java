package io.proconsul.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WatchTest {
  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void runsCallbacksOnceAndLateOnesAtOnce() {
    var watch = new Watch();
    watch.onFire(runs::incrementAndGet);
    watch.onFire(runs::incrementAndGet);
    assertThat(watch.fired()).isFalse();
    watch.fire();
    watch.fire();
    assertThat(runs).hasValue(2);
    watch.onFire(runs::incrementAndGet);
    assertThat(runs).hasValue(3);
    assertThat(watch.fired()).isTrue();
  }

  @Test
  void cancelledRegistrationsLeaveNothingBehind() {
    var watch = new Watch();
    var registrations = new ArrayList<Registration>();
    for (int i = 0; i < 20_000; i++) {
      registrations.add(watch.onFire(runs::incrementAndGet));
    }
    for (int i = 0; i < registrations.size(); i += 2) {
      registrations.get(i).cancel();
    }
    registrations.forEach(Registration::cancel);
    assertThat(watch.hasWaiters()).isFalse();
    watch.fire();
    assertThat(runs).hasValue(0);
  }

  @Test
  void callbackMayCancelItsNeighbour() {
    var watch = new Watch();
    var first = watch.onFire(runs::incrementAndGet);
    watch.onFire(first::cancel);
    watch.fire();
    assertThat(runs).hasValue(0);
  }

  @Test
  void failingCallbackDoesNotKeepOthersAsleep() {
    var watch = new Watch();
    watch.onFire(runs::incrementAndGet);
    watch.onFire(() -> {
      throw new IllegalStateException("broken");
    });
    watch.onFire(runs::incrementAndGet);
    assertThatThrownBy(watch::fire).hasMessage("broken");
    assertThat(runs).hasValue(2);
  }

  @Test
  void setRunsOnceThoughSeveralFireAndForgetsTheRest() {
    var watches = List.of(new Watch(), new Watch(), new Watch());
    var set = new WatchSet();
    watches.forEach(set::add);
    set.onAny(runs::incrementAndGet);
    watches.get(1).fire();
    assertThat(runs).hasValue(1);
    assertThat(watches).noneMatch(Watch::hasWaiters);
    watches.forEach(Watch::fire);
    assertThat(runs).hasValue(1);
  }

  @Test
  void setWithAFiredWatchRunsAtOnceAndRegistersNowhere() {
    var set = new WatchSet();
    var open = List.of(new Watch(), new Watch(), new Watch());
    open.forEach(set::add);
    set.add(Watch.FIRED);
    assertThat(set.anyFired()).isTrue();
    set.onAny(runs::incrementAndGet);
    assertThat(runs).hasValue(1);
    assertThat(open).noneMatch(Watch::hasWaiters);
  }

  @Test
  void cancelledSetIsGoneFromAllItsWatches() {
    var set = new WatchSet();
    var watches = List.of(new Watch(), new Watch());
    watches.forEach(set::add);
    set.onAny(runs::incrementAndGet).cancel();
    assertThat(watches).noneMatch(Watch::hasWaiters);
    watches.forEach(Watch::fire);
    assertThat(runs).hasValue(0);
  }

  /** Readers ask for watches of a tree that is being replaced: nobody may miss the change. */
  @Test
  void nobodyMissesAChangeMadeWhileRegistering() throws InterruptedException {
    for (int round = 0; round < 400; round++) {
      var txn = Radix.<String>empty().begin();
      txn.put(Key.of("a/1"), "old");
      txn.put(Key.of("a/2"), "old");
      var tree = txn.commit();
      var change = tree.begin();
      change.put(Key.of("a/1"), "new");
      change.commit();
      var woken = new AtomicInteger();
      var start = new CountDownLatch(1);
      var readers = new ArrayList<Thread>();
      for (int i = 0; i < 4; i++) {
        boolean exact = i % 2 == 0;
        readers.add(Thread.startVirtualThread(() -> {
          awaitUnchecked(start);
          var set = new WatchSet();
          if (exact) {
            tree.get(Key.of("a/1"), set);
          } else {
            tree.forEachWithPrefix(Key.of("a/"), set, (_, _) -> true);
          }
          set.onAny(woken::incrementAndGet);
        }));
      }
      start.countDown();
      change.fire();
      for (var reader : readers) {
        reader.join();
      }
      assertThat(woken).hasValue(4);
    }
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
