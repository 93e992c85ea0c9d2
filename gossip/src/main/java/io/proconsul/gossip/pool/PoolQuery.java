package io.proconsul.gossip.pool;

import java.util.Optional;
import java.util.function.Function;

/** A query of another member, or of this node itself. */
public record PoolQuery(
    long ltime,
    String name,
    byte[] payload,
    String sourceNode,
    Function<byte[], Optional<String>> responder) {
  /**
   * Answers, once, before the query's time is over.
   *
   * @return why the answer was not sent, in Serf's words; empty when it was
   */
  public Optional<String> respond(byte[] answer) {
    return responder.apply(answer);
  }
}
