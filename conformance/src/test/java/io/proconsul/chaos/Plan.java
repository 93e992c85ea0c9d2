package io.proconsul.chaos;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a run is to do.
 *
 * @param seed chooses the faults, their order, whom they hit and how long they last
 * @param length how long faults are begun; each kind comes once before any comes again
 * @param servers that start the datacenter
 * @param clients client agents
 * @param only kinds of faults by name, commas between; empty for all that this machine allows
 * @param namespaces whether each agent gets its own network; otherwise all are on loopback
 * @param strictDefault whether default reads must be linearizable too, which Consul promises only
 *     while clocks and leases hold; the report says in any case whether they were
 * @param keepFailed whether logs and data of a failed run stay where the report says
 */
public record Plan(
    Path executable,
    long seed,
    Duration length,
    int servers,
    int clients,
    String only,
    boolean namespaces,
    boolean strictDefault,
    boolean keepFailed) {
  public Plan {
    if (servers < 1 || clients < 0) {
      throw new IllegalArgumentException("a datacenter has at least one server");
    }
  }
}
