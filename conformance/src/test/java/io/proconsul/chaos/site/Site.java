package io.proconsul.chaos.site;

import java.io.IOException;

/** A run's little world. Driven by one thread, but {@link #enter} is for all that connect. */
public sealed interface Site extends AutoCloseable permits LoopbackSite, NamespaceSite {
  /** A new host; names are unique within the site. */
  Host host(String name) throws IOException;

  /**
   * Sees to it that sockets which this thread makes from now on reach the hosts. The thread must be
   * a platform thread that ends with the run.
   */
  void enter() throws IOException;

  @Override
  void close() throws IOException;
}
