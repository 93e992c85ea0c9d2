package io.proconsul.core.catalog;

import io.proconsul.core.api.ConsulException;

/** Where a request that names its datacenter in the body may go. */
final class Datacenters {
  private Datacenters() {}

  static void requireOwn(String wanted, String own) {
    if (!wanted.isEmpty() && !wanted.equalsIgnoreCase(own)) {
      throw new ConsulException.Refused("No path to datacenter");
    }
  }
}
