package io.proconsul.raftlog;

/** Hears once that a point in the log is reached; may run on the caller's thread; must not block. */
public interface Barrier {

  /** Reached: the machine has applied (or the snapshot holds) everything up to this index. */
  void reached(long index);

  void failed(LogException cause);
}
