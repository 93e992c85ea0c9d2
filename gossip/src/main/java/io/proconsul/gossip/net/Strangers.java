package io.proconsul.gossip.net;

import io.proconsul.gossip.wire.IpAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;

/**
 * Says once for each address that it sends what cannot be understood; a flood of it shall not fill
 * the log. The {@link #MAX} last addresses are remembered. Any thread.
 */
final class Strangers {
  static final int MAX = 1024;

  private final Logger log;
  private final Map<IpAddress, Boolean> known = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<IpAddress, Boolean> eldest) {
      return size() > MAX;
    }
  };

  Strangers(Logger log) {
    this.log = log;
  }

  void report(IpAddress from, String problem) {
    if (isNew(from)) {
      log.error("memberlist: {} from={} (said once for this address)", problem, from);
    }
  }

  synchronized boolean isNew(IpAddress from) {
    return known.put(from, true) == null;
  }
}
