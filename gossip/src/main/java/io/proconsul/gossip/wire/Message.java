package io.proconsul.gossip.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What members say to each other, without its wrappings. Numbers that Go holds in 32 unsigned bits
 * are longs here. Who receives one must not change the bytes in it.
 */
public sealed interface Message {
  /** Where an answer goes when it should not go back to where the packet came from. */
  record Source(NodeAddress address, String node) {}

  /** @param node whom the sender means; another one must not answer */
  record Ping(long seqNo, String node, @Nullable Source source) implements Message {}

  /**
   * Asks for a ping in the sender's place.
   *
   * @param nack whether to say when nothing comes back
   */
  record IndirectPing(
      long seqNo,
      NodeAddress target,
      String node,
      boolean nack,
      @Nullable Source source) implements Message {}

  record Ack(long seqNo, byte[] payload) implements Message {}

  record Nack(long seqNo) implements Message {}

  record Suspect(long incarnation, String node, String from) implements Message {}

  record Alive(
      long incarnation, String node, NodeAddress address, byte[] metadata, Versions versions)
      implements Message {}

  /** A member says it of itself when it leaves. */
  record Dead(long incarnation, String node, String from) implements Message {}

  /** A message of what is built on the membership. */
  record User(byte[] payload) implements Message {}

  /** All that a member knows, on a stream; the answer is the same of the other side. */
  record PushPull(boolean join, List<Known> members, byte[] userState) implements Message {
    public PushPull {
      members = List.copyOf(members);
    }
  }

  /** Why a stream's request was not taken. */
  record Failure(String error) implements Message {}

  /**
   * One member in a push/pull.
   *
   * @param state what it is believed to be: {@link #ALIVE} to {@link #LEFT}
   */
  record Known(Alive alive, int state) {
    public static final int ALIVE = 0;
    public static final int SUSPECT = 1;
    public static final int DEAD = 2;
    public static final int LEFT = 3;
  }
}
