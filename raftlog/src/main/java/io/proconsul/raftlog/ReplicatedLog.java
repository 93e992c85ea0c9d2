package io.proconsul.raftlog;

import java.util.List;
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
   * With nothing to wait for it answers before it returns, on the caller's thread. A server that
   * follows has no lease: it asks its leader, who asks a majority, in either mode.
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

  /** The newest membership that this server has, committed or not. */
  Membership configuration();

  /** While this server leads: how far each of the others is. Else empty. */
  List<PeerProgress> progress();

  /**
   * Adds a server that votes once it has caught up; with one that only followed until now this is
   * {@link #promote}. Like all changes of membership: only on the leader, else NOT_LEADER; one at a
   * time, else BUSY; done when a majority holds it, at the index that is told; done already is done
   * at once; REFUSED with a text for the operator when it makes no sense. FAILED leaves open
   * whether it takes effect.
   */
  void addVoter(String nodeId, Barrier done);

  /** Adds a server that receives the log and never votes. */
  void addNonVoter(String nodeId, Barrier done);

  /** Gives a vote to a server that only followed; it waits until that has caught up. */
  void promote(String nodeId, Barrier done);

  /** Takes the vote of a server, which goes on to follow; the leader's own is REFUSED. */
  void demote(String nodeId, Barrier done);

  /** Removes a server; a leader that removes itself leads on until that is committed. */
  void remove(String nodeId, Barrier done);

  /**
   * Hands leadership to a voter, or to the one that is furthest if none is named. Done when this
   * server no longer leads and follows the new leader; FAILED if that takes longer than an
   * election, after which this server may lead again.
   */
  void transfer(Optional<String> nodeId, Barrier done);

  /**
   * Takes over a connection that a peer's {@link Dialer} made to this server, after whatever told
   * the owner of the port that it is for the log. Returns at once; a connection that is not from a
   * member's log of the same cluster is noted and closed.
   */
  void accept(Wire wire);

  /**
   * Ends the log: in-flight commands finish or fail with {@link LogException.Reason#CLOSED}, then
   * all threads and files are gone. May be called twice, but not from a callback.
   */
  @Override
  void close();
}
