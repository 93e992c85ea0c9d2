package io.proconsul.core.local;

/** Where a definition came from; what may be run and what is written to disk depends on it. */
public enum Source {
  /** Over the API: kept on disk. */
  REMOTE,
  /** From configuration files: read again at every start and reload. */
  CONFIG
}
