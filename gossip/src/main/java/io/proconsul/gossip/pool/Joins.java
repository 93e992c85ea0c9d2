package io.proconsul.gossip.pool;

import io.proconsul.gossip.serf.Serf;
import io.proconsul.gossip.wire.NodeAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;

/** Becomes one of a pool, at first or again. Owned by the pool. */
final class Joins {
  private final MachineThread thread;
  private final String self;
  private final int defaultPort;
  private final Logger log;
  /** One join at a time may have old events ignored. */
  private final ReentrantLock lock = new ReentrantLock();

  Joins(MachineThread thread, String self, int defaultPort, Logger log) {
    this.thread = thread;
    this.self = self;
    this.defaultPort = defaultPort;
    this.log = log;
  }

  /** Waits; hosts are tried one after the other, as memberlist does. */
  JoinResult join(List<String> hosts, boolean ignoreOldEvents) {
    lock.lock();
    try {
      if (ignoreOldEvents) {
        thread.run(serf -> serf.ignoreOldEvents(true));
      }
      List<JoinResult.Failure> failures = new ArrayList<>();
      int joined = 0;
      for (String host : hosts) {
        joined += join(host, failures);
      }
      if (joined > 0) {
        thread.run(Serf::announce);
      }
      return new JoinResult(joined, failures);
    } finally {
      if (ignoreOldEvents) {
        thread.run(serf -> serf.ignoreOldEvents(false));
      }
      lock.unlock();
    }
  }

  private int join(String host, List<JoinResult.Failure> failures) {
    List<NodeAddress> addresses;
    try {
      addresses = HostNames.resolve(host, defaultPort);
    } catch (HostNames.Unresolved e) {
      String reason = "Failed to resolve " + host + ": " + e.getMessage();
      log.warn("memberlist: {}", reason);
      failures.add(new JoinResult.Failure(host, reason));
      return 0;
    }
    int joined = 0;
    for (NodeAddress address : addresses) {
      Optional<String> error = contact(address).join();
      if (error.isEmpty()) {
        joined++;
      } else {
        failures.add(new JoinResult.Failure(address.toString(), error.get()));
      }
    }
    return joined;
  }

  /** One exchange of states; its error. */
  CompletableFuture<Optional<String>> contact(NodeAddress address) {
    return thread.driver().join(address);
  }

  /** Tries members of before a restart, in any order, until one answers. */
  void rejoin(Map<String, String> addresses) {
    List<String> names = new ArrayList<>(addresses.keySet());
    names.remove(self);
    if (names.isEmpty()) {
      return;
    }
    Collections.shuffle(names);
    for (String name : names) {
      String address = addresses.getOrDefault(name, "");
      log.info("serf: Attempting re-join to previously known node: {}: {}", name, address);
      if (join(List.of(address), false).joined() > 0) {
        log.info("serf: Re-joined to previously known node: {}: {}", name, address);
        return;
      }
      if (thread.closed()) {
        return;
      }
    }
    log.warn("serf: Failed to re-join any previously known node");
  }
}
