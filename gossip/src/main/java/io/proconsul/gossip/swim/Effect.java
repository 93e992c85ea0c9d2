package io.proconsul.gossip.swim;

import io.proconsul.gossip.wire.Message;
import io.proconsul.gossip.wire.NodeAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a machine wants done. The driver does it in order, and what fails comes back as an event.
 */
public sealed interface Effect {
  /**
   * Packets with these messages, as {@code MessageWriter} wrote them.
   *
   * @param checked with a CRC32, which the receiver is known to understand
   */
  record Send(NodeAddress to, List<byte[]> messages, boolean checked) implements Effect {}

  /** A stream with one request and one answer, both within the time. */
  record Ask(long exchange, NodeAddress to, Message request, Duration timeout) implements Effect {}

  /** The answer on a stream that the other side opened. */
  record Answer(long connection, Message answer) implements Effect {}

  /** What was asked for under this token has happened, or has failed for this reason. */
  record Done(long token, Optional<String> error) implements Effect {}

  /** For the log, in memberlist's words without its prefix. */
  record Note(Level level, String text) implements Effect {}

  enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR
  }
}
