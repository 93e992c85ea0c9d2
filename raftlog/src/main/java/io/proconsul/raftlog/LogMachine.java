package io.proconsul.raftlog;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a log drives. All methods but {@link Snapshot#writeTo} and {@link #membersChanged} are
 * called one at a time and in order, on the log's apply thread (or on the starting thread before
 * any other call), and must not block.
 */
public interface LogMachine {

  /**
   * Applies one command. Must be deterministic, and publish its effect before it returns. An
   * exception here is a broken invariant: it stops the log.
   *
   * @return handed to the submitter's {@link Completion}, if it is on this server
   */
  @Nullable
  Object apply(long index, byte[] command);

  /** Takes hold of the present state, at once; it is written later, on another thread. */
  Snapshot capture();

  /** Replaces the whole state by one that {@link Snapshot#writeTo} wrote. */
  void restore(InputStream in) throws IOException;

  /** This server leads, and has applied everything acknowledged by earlier leaders. */
  void leaderStarted(long term);

  /** This server no longer leads. */
  void leaderStopped();

  /**
   * Another leader is followed from now on, or none is known (empty). The server that leads hears
   * {@link #leaderStarted} in place of its own name.
   */
  default void leaderChanged(Optional<String> leader) {}

  /**
   * Somebody joined, left, or was given or lost a vote; also called for the first membership that
   * is known. On another thread than the rest, but one at a time and in order.
   */
  default void membersChanged(Membership members) {}

  /**
   * The disk is full: the log takes nothing and plays no part until there is room, which it finds
   * out by itself. May be said again with another cause.
   */
  default void logPaused(LogException cause) {}

  /** There is room again; who leads is told as after a start. */
  default void logResumed() {}

  /**
   * The log stopped for good (a disk that failed, or an exception in apply) and needs a restart.
   */
  void logFailed(LogException cause);

  /** An immutable state on its way to disk. */
  interface Snapshot {
    void writeTo(OutputStream out) throws IOException;
  }
}
