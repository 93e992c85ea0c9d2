package io.proconsul.gossip.swim;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is built on the membership: it gives what travels along with it and is told what came.
 * Called on the machine's thread, so nothing here may block; pure like the machine itself.
 */
public interface Delegate {
  /** What all members learn about this one (Serf's tags), at most {@code limit} bytes. */
  byte[] metadata(int limit);

  /** A message of a member's delegate, by gossip or sent to this node alone. */
  void message(byte[] payload);

  /**
   * Messages to travel with the next packet: their sizes, each with {@code overhead} added, come to
   * at most {@code limit} bytes in all.
   */
  List<byte[]> broadcasts(int overhead, int limit);

  /** What a push/pull carries beside the members. */
  byte[] localState(boolean join);

  /** The other side's {@link #localState}, never empty. */
  void mergeRemoteState(byte[] state, boolean join);

  void joined(Peer peer);

  /** The peer's state tells {@code DEAD} (failed) from {@code LEFT} (said so itself). */
  void left(Peer peer);

  /** The peer's address, metadata or versions are new. */
  void updated(Peer peer);

  /** The reason why nothing about this peer is believed. */
  Optional<String> refuseAlive(Peer peer);

  /** The reason why a join is refused, of this node to them or of them to this one. */
  Optional<String> refuseMerge(List<Peer> peers);

  /** Two members claim one name; nothing was changed. */
  void conflict(Peer existing, Peer other);

  /** Travels with each answer to a probe (Serf: the network coordinate); may be empty. */
  byte[] ackPayload();

  /** A probe of this node was answered directly. */
  void pingCompleted(Peer peer, Duration roundTrip, byte[] payload);
}
