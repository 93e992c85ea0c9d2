package io.proconsul.gossip.swim;

import io.proconsul.gossip.wire.Message;
import io.proconsul.gossip.wire.NodeAddress;
import io.proconsul.gossip.wire.Versions;
import org.jspecify.annotations.Nullable;

/** What is believed of one member, this node among them. Owned by {@link Members}. */
final class Member {
  private static final int CRC_SINCE = 5;
  private static final int TCP_PING_SINCE = 3;
  private static final int NACK_SINCE = 4;

  final String name;
  NodeAddress address;
  byte[] metadata;
  Versions versions;
  long incarnation;
  Peer.State state = Peer.State.DEAD;
  long changedAt;

  @Nullable
  Suspicion suspicion;

  Timers.@Nullable Timer suspicionTimer;

  /** Not heard of before, so dead until what is said of it has been believed. */
  Member(Message.Alive alive) {
    this.name = alive.node();
    this.address = alive.address();
    this.metadata = alive.metadata();
    this.versions = alive.versions();
  }

  void become(Peer.State newState, long now) {
    if (state != newState) {
      state = newState;
      changedAt = now;
    }
  }

  boolean isAlive() {
    return state == Peer.State.ALIVE;
  }

  boolean isGone() {
    return state == Peer.State.DEAD || state == Peer.State.LEFT;
  }

  boolean knowsCrc() {
    return versions.protocol().max() >= CRC_SINCE;
  }

  boolean knowsTcpPing() {
    return versions.protocol().max() >= TCP_PING_SINCE;
  }

  boolean knowsNack() {
    return versions.protocol().max() >= NACK_SINCE;
  }

  Peer peer() {
    return new Peer(name, address, metadata, state, versions);
  }

  Message.Alive alive() {
    return new Message.Alive(incarnation, name, address, metadata, versions);
  }

  Message.Known known() {
    int number = switch (state) {
      case ALIVE -> Message.Known.ALIVE;
      case SUSPECT -> Message.Known.SUSPECT;
      case DEAD -> Message.Known.DEAD;
      case LEFT -> Message.Known.LEFT;
    };
    return new Message.Known(alive(), number);
  }
}
