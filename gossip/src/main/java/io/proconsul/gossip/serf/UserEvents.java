package io.proconsul.gossip.serf;

import io.proconsul.gossip.serf.message.MessageWriter;
import io.proconsul.gossip.serf.message.SerfMessage;
import io.proconsul.gossip.serf.recent.LamportClock;
import io.proconsul.gossip.serf.recent.RecentEvents;
import io.proconsul.gossip.swim.BroadcastQueue;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Events that users send to all. Owned by {@link Serf}. */
final class UserEvents {
  private final int limit;
  private final Outbox out;
  private final BroadcastQueue queue;
  private final LamportClock clock = new LamportClock(1);
  private final RecentEvents recent;

  /** @param last the event clock of the time before a restart; 0 for none */
  UserEvents(SerfSettings.Limits limits, Outbox out, BroadcastQueue queue, long last) {
    this.limit = limits.eventBytes();
    this.out = out;
    this.queue = queue;
    clock.witness(last);
    this.recent = new RecentEvents(limits.recent(), last + 1);
  }

  LamportClock clock() {
    return clock;
  }

  /** @throws IllegalArgumentException in Serf's words when it is too large */
  void send(String name, byte[] payload, boolean coalesce) {
    if (bytes(name) + payload.length > limit) {
      throw new IllegalArgumentException(
          "user event exceeds configured limit of " + limit + " bytes before encoding");
    }
    SerfMessage.UserEvent event = new SerfMessage.UserEvent(clock.time(), name, payload, coalesce);
    byte[] message = MessageWriter.write(event);
    if (message.length > limit) {
      throw new IllegalArgumentException(
          "encoded user event exceeds configured limit of " + limit + " bytes after encoding");
    }
    received(event);
    queue.add("", message);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** An event came; whether it is news, which is to be sent on. */
  boolean received(SerfMessage.UserEvent event) {
    clock.witness(event.ltime());
    if (recent.tooOld(event, clock.time())) {
      out.warn("received old event " + event.name() + " from time " + event.ltime() + " (current: "
          + clock.time() + ")");
      return false;
    }
    if (!recent.add(event)) {
      return false;
    }
    out.happened(new SerfEvent.UserEventReceived(event));
    return true;
  }

  /** Events from before that time are not told any more. */
  void ignoreBefore(long ltime) {
    recent.ignoreBefore(ltime);
  }

  List<SerfMessage.EventsAt> all() {
    return recent.all();
  }
}
