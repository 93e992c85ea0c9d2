package io.proconsul.agent.rpc.link;

import java.util.concurrent.atomic.AtomicLong;

/** Memory that all connections of a listener may take together for what is not complete yet. */
public final class Budget {
  private final long max;
  private final AtomicLong used = new AtomicLong();

  public Budget(long max) {
    this.max = max;
  }

  public boolean take(long bytes) {
    if (used.addAndGet(bytes) <= max) {
      return true;
    }
    used.addAndGet(-bytes);
    return false;
  }

  public void give(long bytes) {
    used.addAndGet(-bytes);
  }

  public long used() {
    return used.get();
  }
}
