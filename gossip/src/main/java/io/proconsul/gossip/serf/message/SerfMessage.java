package io.proconsul.gossip.serf.message;

import io.proconsul.gossip.wire.NodeAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What Serf's members say to each other. {@link MessageWriter} and {@link MessageReader} turn them
 * into bytes and back. Lamport times are not negative.
 */
public sealed interface SerfMessage {
  /** The first byte. */
  int type();

  /** A member leaves, or others say so of a failed one. */
  record Leave(long ltime, String node, boolean prune) implements SerfMessage {
    @Override
    public int type() {
      return MessageType.LEAVE;
    }
  }

  /** A member is there as of that time, whatever was said of it before. */
  record Join(long ltime, String node) implements SerfMessage {
    @Override
    public int type() {
      return MessageType.JOIN;
    }
  }

  /**
   * What two members exchange whole.
   *
   * @param statusTimes by member, when its join or leave was last told
   * @param left members that have left
   * @param events those of late
   */
  record PushPull(
      Clocks clocks, Map<String, Long> statusTimes, List<String> left, List<EventsAt> events)
      implements SerfMessage {
    @Override
    public int type() {
      return MessageType.PUSH_PULL;
    }
  }

  /** The three Lamport clocks: of intents, user events and queries. */
  record Clocks(long intents, long events, long queries) {}

  /** User events of one time. */
  record EventsAt(long ltime, List<NamedPayload> events) {}

  record NamedPayload(String name, byte[] payload) {}

  /** @param coalesce whether of several of that name the newest may do */
  record UserEvent(long ltime, String name, byte[] payload, boolean coalesce)
      implements SerfMessage {
    @Override
    public int type() {
      return MessageType.USER_EVENT;
    }
  }

  /**
   * A question to all.
   *
   * @param id chosen by the source; time and id together name the query
   * @param filters encoded; all must let a member through
   * @param relayFactor 0 to 255
   */
  record Query(
      long ltime,
      long id,
      NodeAddress source,
      String sourceNode,
      List<byte[]> filters,
      int flags,
      int relayFactor,
      Duration timeout,
      NamedPayload content)
      implements SerfMessage {
    public static final int ACKNOWLEDGE = 1;
    public static final int NO_BROADCAST = 2;

    @Override
    public int type() {
      return MessageType.QUERY;
    }

    public boolean acknowledge() {
      return (flags & ACKNOWLEDGE) != 0;
    }

    public boolean broadcast() {
      return (flags & NO_BROADCAST) == 0;
    }
  }

  /** An answer or an acknowledgement. */
  record Answer(long ltime, long id, String from, int flags, byte[] payload)
      implements SerfMessage {
    @Override
    public int type() {
      return MessageType.QUERY_RESPONSE;
    }

    public boolean acknowledgement() {
      return (flags & Query.ACKNOWLEDGE) != 0;
    }
  }

  /** @param message to send on as it is */
  record Relay(NodeAddress to, String node, byte[] message) implements SerfMessage {
    @Override
    public int type() {
      return MessageType.RELAY;
    }
  }
}
