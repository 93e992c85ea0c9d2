package io.proconsul.raftlog.segment;

import java.nio.file.Path;

/** What to do about a damaged log, in the words of every message that reports one. */
final class Advice {
  private Advice() {}

  /** The file lies in the log's folder, which lies in the one that holds snapshots too. */
  static String about(Path file) {
    return "Restore the data folder from a backup, or, if other servers hold the data, remove "
        + file.toAbsolutePath().resolve("../..").normalize()
        + " and let this server join them again";
  }
}
