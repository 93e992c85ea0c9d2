package io.proconsul.gossip.serf.recent;

import io.proconsul.gossip.serf.message.SerfMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * User events of late, in one slot for each Lamport time of a window: none is delivered twice, and
 * who joins learns of them. Owned by the Serf machine.
 */
public final class RecentEvents {
  /** Of one time; as many members as that send an event without having heard of each other's. */
  private static final int MOST_OF_ONE_TIME = 256;

  /** All names and payloads; beyond it new events are dropped until old ones have gone. */
  private static final long MOST_BYTES = 8 << 20;

  private final @Nullable Slot[] slots;
  private long leastTime;
  private long bytes;

  private record Slot(long ltime, List<SerfMessage.NamedPayload> events) {
    boolean has(SerfMessage.NamedPayload event) {
      return events.stream()
          .anyMatch(other ->
              other.name().equals(event.name()) && Arrays.equals(other.payload(), event.payload()));
    }

    long bytes() {
      return events.stream().mapToLong(RecentEvents::size).sum();
    }
  }

  /** @param leastTime before which events are not new */
  public RecentEvents(int window, long leastTime) {
    this.slots = new @Nullable Slot[window];
    this.leastTime = leastTime;
  }

  /** Events from before are not told any more. */
  public void ignoreBefore(long ltime) {
    leastTime = Math.max(leastTime, ltime);
  }

  public boolean tooOld(SerfMessage.UserEvent event, long clock) {
    return clock > slots.length && event.ltime() < clock - slots.length;
  }

  /** Remembers the event; whether it is new. Of those {@link #tooOld} nothing is known. */
  public boolean add(SerfMessage.UserEvent event) {
    if (event.ltime() < leastTime) {
      return false;
    }
    SerfMessage.NamedPayload content = new SerfMessage.NamedPayload(event.name(), event.payload());
    Slot slot = slot(event.ltime());
    if (slot.has(content)
        || slot.events.size() >= MOST_OF_ONE_TIME
        || bytes + size(content) > MOST_BYTES) {
      return false;
    }
    slot.events.add(content);
    bytes += size(content);
    return true;
  }

  private Slot slot(long ltime) {
    int index = (int) (ltime % slots.length);
    Slot old = slots[index];
    if (old != null && old.ltime == ltime) {
      return old;
    }
    if (old != null) {
      bytes -= old.bytes();
    }
    Slot slot = new Slot(ltime, new ArrayList<>(1));
    slots[index] = slot;
    return slot;
  }

  /** For the other side of an exchange of states. */
  public List<SerfMessage.EventsAt> all() {
    List<SerfMessage.EventsAt> all = new ArrayList<>();
    for (Slot slot : slots) {
      if (slot != null && !slot.events.isEmpty()) {
        all.add(new SerfMessage.EventsAt(slot.ltime, List.copyOf(slot.events)));
      }
    }
    return all;
  }

  private static long size(SerfMessage.NamedPayload event) {
    return (long) event.name().length() + event.payload().length;
  }
}
