package io.proconsul.gossip.swim;

import io.proconsul.gossip.wire.Message;
import io.proconsul.gossip.wire.NodeAddress;

/**
 * What happens to a machine. Tokens and connections are numbers of who sends the event; the machine
 * gives them back with what comes of it.
 */
public sealed interface Event {
  /** The first event: from here on there are timers. */
  record Started() implements Event {}

  /** The time of {@link Machine#nextDeadline} has come. */
  record Due() implements Event {}

  /** One message of a packet. */
  record Received(Message message, NodeAddress from) implements Event {}

  /** A stream's request, to be answered with {@link Effect.Answer}, or not at all. */
  record Asked(long connection, Message request, NodeAddress from) implements Event {}

  /** What came back on a stream that {@link Effect.Ask} opened. */
  record Answered(long exchange, Message answer) implements Event {}

  /** The stream could not be opened, or ended without an answer. */
  record Unanswered(long exchange, String error) implements Event {}

  /** Exchanges state with a member of a pool to become one of it. Done with memberlist's error. */
  record Join(long token, NodeAddress address) implements Event {}

  /** Asks the delegate for its metadata anew and tells it to all. Done when that has gone out. */
  record Refresh(long token) implements Event {}

  /** Says goodbye; the machine goes on answering. Done when that has gone out. */
  record Leave(long token) implements Event {}

  /** Sends a delegate's message to one member in one packet, for what it is worth. */
  record Tell(NodeAddress to, byte[] payload) implements Event {}
}
