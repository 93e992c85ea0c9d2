package io.proconsul.raftlog;

/** How sure a leader must be that it still leads before it answers a read. */
public enum ReadMode {
  /** Trusts the leader lease: a majority answered within the election timeout. Consul's default. */
  LEASE,
  /** Asks a majority now (ReadIndex). Consul's {@code ?consistent}. */
  CONFIRMED
}
