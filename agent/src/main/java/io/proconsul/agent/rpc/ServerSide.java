package io.proconsul.agent.rpc;

import io.proconsul.agent.rpc.link.Budget;
import io.proconsul.agent.rpc.link.Link;
import io.proconsul.agent.rpc.yamux.YamuxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all calls of one accepted connection share: whom to hand them to and what they may take. All
 * under the link's lock.
 */
final class ServerSide {
  /** For the objects of a stream, whatever it carries. */
  private static final int STREAM_COST = 512;

  private static final Logger LOG = LoggerFactory.getLogger("agent.rpc");

  private final Link link;
  private final Peer peer;
  private final RpcHandler handler;
  private final RpcBounds bounds;
  private final Budget budget;

  /** Bytes of requests that are not complete or not answered. */
  private long kept;

  private int outstanding;
  private boolean ended;

  ServerSide(Link link, Peer peer, RpcHandler handler, RpcBounds bounds, Budget budget) {
    this.link = link;
    this.peer = peer;
    this.handler = handler;
    this.bounds = bounds;
    this.budget = budget;
  }

  Peer peer() {
    return peer;
  }

  Link link() {
    return link;
  }

  RpcBounds bounds() {
    return bounds;
  }

  void take(int bytes) throws YamuxException {
    if (kept + bytes > bounds.maxBuffered() || !budget.take(bytes)) {
      throw new YamuxException("its requests need more memory than there is for it");
    }
    kept += bytes;
  }

  void give(long bytes) {
    if (!ended) {
      kept -= bytes;
      budget.give(bytes);
    }
  }

  void streamOpened() throws YamuxException {
    take(STREAM_COST);
  }

  void streamEnded() {
    give(STREAM_COST);
  }

  /** Hands a call to the handler, outside the lock. Calls that nobody waits for count as well. */
  void begin(ServerCall call) throws YamuxException {
    if (outstanding >= bounds.maxStreams()) {
      throw new YamuxException("too many calls that wait for their answer");
    }
    outstanding++;
    take(call.args().length);
    link.later(() -> handle(call));
  }

  private void handle(ServerCall call) {
    try {
      handler.handle(call);
    } catch (RuntimeException e) {
      LOG.error("RPC handler failed: method={} from={}", call.method(), peer, e);
      call.fail("internal error");
    }
  }

  void answered(ServerCall call) {
    outstanding--;
    give(call.args().length);
  }

  /** The connection is no more: gives back all there was. */
  void end() {
    if (!ended) {
      budget.give(kept);
      kept = 0;
      ended = true;
    }
  }
}
