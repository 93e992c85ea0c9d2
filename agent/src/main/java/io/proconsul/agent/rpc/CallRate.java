package io.proconsul.agent.rpc;

/**
 * A bucket of calls that fills with time, as {@code limits.rpc_rate} and
 * {@code limits.rpc_max_burst} have it. Any thread.
 */
public final class CallRate {
  private final double perSecond;
  private final double burst;
  private double calls;
  private long filled;

  /**
   * @param perSecond calls; negative for any number
   * @param burst calls at once, when there were none before
   */
  public CallRate(double perSecond, int burst) {
    this.perSecond = perSecond;
    this.burst = burst;
    calls = burst;
    filled = System.nanoTime();
  }

  /** Never refuses. */
  public static CallRate unlimited() {
    return new CallRate(-1, 1);
  }

  boolean allows() {
    return perSecond < 0 || perSecond == Double.POSITIVE_INFINITY || takes(System.nanoTime());
  }

  synchronized boolean takes(long now) {
    if (now - filled > 0) {
      calls = Math.min(burst, calls + (now - filled) / 1e9 * perSecond);
      filled = now;
    }
    if (calls < 1) {
      return false;
    }
    calls--;
    return true;
  }
}
