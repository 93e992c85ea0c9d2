package io.proconsul.raftlog;

import java.util.Optional;

/**
 * An ordered, agreed list of commands that drives one {@link LogMachine}. Owned by whoever started
 * it; all methods may be called from any thread and none but {@link #close} blocks. Every callback
 * is called exactly once, on a thread of the log or on the caller's, and must not block.
 */
public interface ReplicatedLog extends AutoCloseable {

  /**
   * Appends a command. The completion hears of it after the command is as durable as this log makes
   * it and the machine has applied it. In-flight commands are bounded by count and bytes; above
   * that the completion fails with {@link LogException.Reason#BUSY} before this returns.
   *
   * @param command not copied: leave it unchanged afterwards
   */
  void submit(byte[] command, Completion completion);

  /**
   * Waits until the machine shows everything that was acknowledged before this call, by any leader.
   * With nothing to wait for it answers before it returns, on the caller's thread.
   */
  void readBarrier(ReadMode mode, Barrier barrier);

  /**
   * Saves the machine's state now and drops the log beneath it; the barrier is reached at the index
   * that the saved state covers. Logs do so on their own too. One at a time: else BUSY.
   */
  void snapshot(Barrier barrier);

  /** What the log knows of itself; cheap enough for every status request. */
  LogStats stats();

  /** The node id of the leader that this server knows of. */
  Optional<String> leader();

  /**
   * Ends the log: in-flight commands finish or fail with {@link LogException.Reason#CLOSED}, then
   * all threads and files are gone. May be called twice, but not from a callback.
   */
  @Override
  void close();
}
