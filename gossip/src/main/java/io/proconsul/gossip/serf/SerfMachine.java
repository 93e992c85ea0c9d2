package io.proconsul.gossip.serf;

import io.proconsul.gossip.swim.Effect;
import io.proconsul.gossip.swim.Event;
import io.proconsul.gossip.swim.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Serf and the membership below as one machine. What Serf sends becomes the membership's; what is
 * for the user goes to the consumer, on the machine's thread, which must not be held up.
 */
public final class SerfMachine implements Machine {
  private final Machine membership;
  private final Serf serf;
  private final Consumer<SerfEffect> user;

  /** @param membership with {@code serf} as its delegate */
  public SerfMachine(Machine membership, Serf serf, Consumer<SerfEffect> user) {
    this.membership = membership;
    this.serf = serf;
    this.user = user;
  }

  @Override
  public List<Effect> on(Event event, long now) {
    serf.now(now);
    List<Effect> effects = new ArrayList<>(membership.on(event, now));
    serf.due();
    settle(effects, now);
    return effects;
  }

  /** What a user wants of Serf; the effects are to be done as those of an event. */
  public List<Effect> perform(Consumer<Serf> operation, long now) {
    serf.now(now);
    operation.accept(serf);
    List<Effect> effects = new ArrayList<>();
    settle(effects, now);
    return effects;
  }

  private void settle(List<Effect> effects, long now) {
    for (SerfEffect effect : serf.takeEffects()) {
      if (effect instanceof SerfEffect.Tell(var to, byte[] payload)) {
        effects.addAll(membership.on(new Event.Tell(to, payload), now));
      } else {
        user.accept(effect);
      }
    }
  }

  @Override
  public long nextDeadline() {
    return Math.min(membership.nextDeadline(), serf.nextDeadline());
  }
}
