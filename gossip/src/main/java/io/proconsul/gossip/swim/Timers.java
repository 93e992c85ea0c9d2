package io.proconsul.gossip.swim;

import java.util.TreeSet;

/**
 * What is to happen later, in order of time; as many as the machine's parts have set and not
 * cancelled.
 */
final class Timers {
  private final TreeSet<Timer> timers = new TreeSet<>();
  private long ids;

  record Timer(long at, long id, Runnable action) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      return at == other.at ? Long.compare(id, other.id) : Long.compare(at, other.at);
    }
  }

  Timer at(long time, Runnable action) {
    Timer timer = new Timer(time, ++ids, action);
    timers.add(timer);
    return timer;
  }

  void cancel(Timer timer) {
    timers.remove(timer);
  }

  long next() {
    return timers.isEmpty() ? Machine.NEVER : timers.first().at;
  }

  /** Runs what is due; what that sets for the same moment waits for the next call. */
  void runDue(long now) {
    long newest = ids;
    while (!timers.isEmpty() && timers.first().at <= now && timers.first().id <= newest) {
      timers.pollFirst().action.run();
    }
  }
}
