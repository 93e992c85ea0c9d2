package io.proconsul.raftlog;

/** Hears once that a point in the log is reached; on any thread, the caller's too; never blocks. */
public interface Barrier {

  /** Reached: the machine has applied (or the snapshot holds) everything up to this index. */
  void reached(long index);

  void failed(LogException cause);
}
