package io.proconsul.gossip.serf.recent;

/** Counts what happened in the pool (Lamport 1978), so that news can be put in order. */
public final class LamportClock {
  private long time;

  /** @param time from 1 on, as 0 is what a member has that no intent was told about */
  public LamportClock(long time) {
    this.time = Math.max(1, time);
  }

  /** The time that the next message gets. */
  public long time() {
    return time;
  }

  /** Takes the time and moves on. */
  public long take() {
    long taken = time;
    witness(taken);
    return taken;
  }

  /** A message of that time was seen: what follows is later. */
  public void witness(long seen) {
    if (seen >= time) {
      time = after(seen);
    }
  }

  /** The next time; a stranger may send the highest there is, where the clock stands still. */
  public static long after(long seen) {
    return seen == Long.MAX_VALUE ? seen : seen + 1;
  }
}
