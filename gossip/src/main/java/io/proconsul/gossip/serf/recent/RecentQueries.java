package io.proconsul.gossip.serf.recent;

import io.proconsul.gossip.serf.message.SerfMessage;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Queries of late and which of them this node has answered, in one slot for each Lamport time of a
 * window. Owned by the Serf machine.
 */
public final class RecentQueries {
  /** Of one time; as many members as that ask without having heard of each other's query. */
  private static final int MOST_OF_ONE_TIME = 512;

  private final @Nullable Slot[] slots;
  private final long leastTime;

  private record Slot(long ltime, Map<Long, Boolean> answered) {}

  public RecentQueries(int window, long leastTime) {
    this.slots = new @Nullable Slot[window];
    this.leastTime = leastTime;
  }

  public boolean tooOld(SerfMessage.Query query, long clock) {
    return clock > slots.length && query.ltime() < clock - slots.length;
  }

  /** Remembers the query; whether it is new. Of those {@link #tooOld} nothing is known. */
  public boolean add(SerfMessage.Query query) {
    if (query.ltime() < leastTime) {
      return false;
    }
    int index = index(query);
    Slot slot = slots[index];
    if (slot == null || slot.ltime != query.ltime()) {
      slot = new Slot(query.ltime(), new HashMap<>());
      slots[index] = slot;
    }
    return slot.answered.size() < MOST_OF_ONE_TIME
        && slot.answered.putIfAbsent(query.id(), false) == null;
  }

  /** Remembers that it is answered; whether it was not before. */
  public boolean answer(SerfMessage.Query query) {
    Slot slot = slots[index(query)];
    return slot != null
        && slot.ltime == query.ltime()
        && Boolean.FALSE.equals(slot.answered.replace(query.id(), true));
  }

  private int index(SerfMessage.Query query) {
    return (int) (query.ltime() % slots.length);
  }
}
