package io.proconsul.gossip.swim;

import java.util.List;

/**
 * What a driver drives: the membership alone, or something built on it that passes its events down
 * and its effects up. All calls come from one thread.
 */
public interface Machine {
  long NEVER = Long.MAX_VALUE;

  /**
   * @param now nanoseconds since some moment before the first event; never less than before
   * @return what is to be done, in order
   */
  List<Effect> on(Event event, long now);

  /** When {@link Event.Due} is wanted, in the same nanoseconds; {@link #NEVER} when not at all. */
  long nextDeadline();
}
