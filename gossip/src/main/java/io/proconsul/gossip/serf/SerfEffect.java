package io.proconsul.gossip.serf;

import io.proconsul.gossip.swim.Effect;
import io.proconsul.gossip.wire.Keyring;
import io.proconsul.gossip.wire.NodeAddress;

/** What Serf wants done; tokens are those that the caller gave. */
public sealed interface SerfEffect {
  /** For the snapshot: everything, at once, queries of Serf's own too. */
  record Happened(SerfEvent event) implements SerfEffect {}

  /** For the user: after coalescing, without Serf's own queries. */
  record Deliver(SerfEvent event) implements SerfEffect {}

  /** A message to one member. */
  record Tell(NodeAddress to, byte[] payload) implements SerfEffect {}

  record Acknowledged(long token, String node) implements SerfEffect {}

  record Answered(long token, String node, byte[] payload) implements SerfEffect {}

  record QueryFinished(long token) implements SerfEffect {}

  /** A broadcast was sent as often as is needed, or has been dropped. */
  record BroadcastSent(long token) implements SerfEffect {}

  /** A failed member is to be tried again. */
  record Reconnect(String node, NodeAddress address) implements SerfEffect {}

  /** To be used, and saved, and then {@link Serf#keysSaved} to be told. */
  record KeysChanged(Keyring keyring, SerfEvent.QueryReceived query) implements SerfEffect {}

  /** Another node has this one's name and the majority: this one has to stop. */
  record ConflictLost() implements SerfEffect {}

  record Note(Effect.Level level, String text) implements SerfEffect {}
}
