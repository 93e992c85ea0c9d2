package io.proconsul.gossip.swim;

import io.proconsul.gossip.wire.Message;
import io.proconsul.gossip.wire.NodeAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * Pings in the place of others: at most {@link #MAX} under way, what comes beyond gets no answer.
 */
final class Relays {
  static final int MAX = 4096;

  private final Node node;
  private final Map<Long, Relay> bySeqNo = new HashMap<>();

  private record Relay(NodeAddress asker, long theirSeqNo, Timers.Timer timer) {}

  Relays(Node node) {
    this.node = node;
  }

  void ping(Message.IndirectPing request, NodeAddress from) {
    if (bySeqNo.size() >= MAX) {
      return;
    }
    NodeAddress asker = Probes.replyTo(request.source(), from);
    long seqNo = node.nextSeqNo();
    Timers.Timer timer = node.after(node.settings.tuning().probing().timeout(), () -> {
      bySeqNo.remove(seqNo);
      if (request.nack()) {
        node.send(asker, new Message.Nack(request.seqNo()));
      }
    });
    bySeqNo.put(seqNo, new Relay(asker, request.seqNo(), timer));
    node.send(request.target(), new Message.Ping(seqNo, request.node(), node.source()));
  }

  /** Whether the answer was to a ping of this kind. */
  boolean ack(long seqNo) {
    Relay relay = bySeqNo.remove(seqNo);
    if (relay == null) {
      return false;
    }
    node.timers.cancel(relay.timer);
    node.send(relay.asker, new Message.Ack(relay.theirSeqNo, new byte[0]));
    return true;
  }
}
