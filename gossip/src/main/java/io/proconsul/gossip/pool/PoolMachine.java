package io.proconsul.gossip.pool;

import io.proconsul.gossip.serf.Member;
import io.proconsul.gossip.serf.Serf;
import io.proconsul.gossip.serf.SerfMachine;
import io.proconsul.gossip.swim.Effect;
import io.proconsul.gossip.swim.Event;
import io.proconsul.gossip.swim.Machine;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The machine, and what of it other threads may see at any time. Driven on the driver's thread;
 * {@link #members} is for any.
 */
final class PoolMachine implements Machine {
  private final SerfMachine machine;
  private final Serf serf;
  private final LongConsumer clock;
  private final Runnable tell;
  private volatile List<Member> members = List.of();
  private long version = -1;
  private long lastClock;

  /**
   * @param clock is told the time of the next intent when it has moved
   * @param tell hands on what has happened, after {@link #members} shows it
   */
  PoolMachine(SerfMachine machine, Serf serf, LongConsumer clock, Runnable tell) {
    this.machine = machine;
    this.serf = serf;
    this.clock = clock;
    this.tell = tell;
  }

  @Override
  public List<Effect> on(Event event, long now) {
    List<Effect> effects = machine.on(event, now);
    publish();
    return effects;
  }

  List<Effect> perform(Consumer<Serf> operation, long now) {
    List<Effect> effects = machine.perform(operation, now);
    publish();
    return effects;
  }

  private void publish() {
    if (version != serf.membersVersion()) {
      version = serf.membersVersion();
      members = serf.members();
    }
    long time = serf.clocks().intents();
    if (time != lastClock) {
      lastClock = time;
      clock.accept(time);
    }
    tell.run();
  }

  /** As of the last event; sorted by name. */
  List<Member> members() {
    return members;
  }

  @Override
  public long nextDeadline() {
    return machine.nextDeadline();
  }
}
