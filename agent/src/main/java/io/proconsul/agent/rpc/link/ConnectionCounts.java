package io.proconsul.agent.rpc.link;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;

/** {@code limits.rpc_max_conns_per_client}: open connections of each address. Any thread. */
public final class ConnectionCounts {
  private final int max;
  private final ConcurrentHashMap<InetAddress, Integer> open = new ConcurrentHashMap<>();

  /** @param max of one address; 0 or less for any number */
  public ConnectionCounts(int max) {
    this.max = max;
  }

  /** Counts one more unless there are as many as there may be. */
  public boolean opened(InetAddress address) {
    if (max <= 0) {
      return true;
    }
    boolean[] counted = {false};
    open.compute(address, (_, count) -> {
      int before = count == null ? 0 : count;
      counted[0] = before < max;
      return counted[0] ? before + 1 : count;
    });
    return counted[0];
  }

  public void closed(InetAddress address) {
    open.computeIfPresent(address, (_, count) -> count > 1 ? count - 1 : null);
  }
}
