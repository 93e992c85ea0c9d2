package io.proconsul.gossip.serf;

import io.proconsul.gossip.swim.Effect;
import io.proconsul.gossip.wire.NodeAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be done, until the driver fetches it, which it does after each event; and the time of
 * that event. Owned by {@link Serf}.
 */
final class Outbox {
  private final Coalescer members;
  private final Coalescer userEvents;
  private List<SerfEffect> effects = new ArrayList<>();
  private long now;

  Outbox(SerfSettings settings) {
    this.members = Coalescer.ofMembers(settings.memberCoalescing());
    this.userEvents = Coalescer.ofUserEvents(settings.eventCoalescing());
  }

  long now() {
    return now;
  }

  void now(long time) {
    now = time;
  }

  void add(SerfEffect effect) {
    effects.add(effect);
  }

  void tell(NodeAddress to, byte[] payload) {
    add(new SerfEffect.Tell(to, payload));
  }

  /** For the snapshot and, perhaps later, for the user. */
  void happened(SerfEvent event) {
    add(new SerfEffect.Happened(event));
    Coalescer coalescer = event instanceof SerfEvent.MembersChanged ? members : userEvents;
    deliver(coalescer.add(event, now));
  }

  void flushDue() {
    deliver(userEvents.due(now));
    deliver(members.due(now));
  }

  /** What is held back is told before the end. */
  void flush() {
    deliver(userEvents.flush());
    deliver(members.flush());
  }

  private void deliver(List<SerfEvent> events) {
    events.forEach(event -> add(new SerfEffect.Deliver(event)));
  }

  long nextDeadline() {
    return Math.min(members.nextDeadline(), userEvents.nextDeadline());
  }

  void debug(String text) {
    add(new SerfEffect.Note(Effect.Level.DEBUG, text));
  }

  void info(String text) {
    add(new SerfEffect.Note(Effect.Level.INFO, text));
  }

  void warn(String text) {
    add(new SerfEffect.Note(Effect.Level.WARN, text));
  }

  void error(String text) {
    add(new SerfEffect.Note(Effect.Level.ERROR, text));
  }

  List<SerfEffect> take() {
    List<SerfEffect> taken = effects;
    effects = new ArrayList<>();
    return taken;
  }
}
