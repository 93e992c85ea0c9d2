package io.proconsul.raftlog.peer;

/**
 * What a connection is for. Each kind has its own, so that a heartbeat never waits behind entries
 * and neither waits behind a snapshot.
 */
public enum Channel {
  /** Votes, heartbeats, handing over. */
  CONTROL(0),
  /** Entries of the log, in order. */
  ENTRIES(1),
  /** Snapshots, in pieces. */
  SNAPSHOT(2);

  private final int code;

  Channel(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static Channel of(int code) throws FrameException {
    return switch (code) {
      case 0 -> CONTROL;
      case 1 -> ENTRIES;
      case 2 -> SNAPSHOT;
      default -> throw new FrameException("a connection of the unknown kind " + code);
    };
  }
}
