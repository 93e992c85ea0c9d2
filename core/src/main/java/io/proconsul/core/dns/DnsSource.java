package io.proconsul.core.dns;

import io.proconsul.core.query.PreparedQueryQuery;
import io.proconsul.core.query.Query;
import io.proconsul.core.state.WatchSet;

/** What lookups read from. */
interface DnsSource {
  /** The answer needs other servers, and whoever asked cannot wait for them. */
  final class NotAtOnce extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotAtOnce() {
      super("other servers must be asked", null, false, false);
    }
  }

  /**
   * @param datacenter empty for the agent's own
   * @throws NotAtOnce when it may not wait for what others know
   */
  <R> R read(Query<R> query, String datacenter, WatchSet watches);

  /** Whether what {@link #read} found for a prepared query comes in the order that it must have. */
  boolean isOrdered(PreparedQueryQuery.Execute query, String datacenter, WatchSet watches);

  /** This agent's name. */
  String node();
}
