package io.proconsul.gossip.swim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * News to be sent a limited number of times: what was sent least goes first, and of that the
 * largest piece that still fits. News of the same subject takes the place of older. Bounded: what
 * was sent most goes when there is too much. For one thread; the membership and what is built on it
 * have one each.
 */
public final class BroadcastQueue {
  private final int multiplier;
  private final int capacity;
  private final NavigableSet<Item> items = new TreeSet<>();
  private final Map<String, Item> bySubject = new HashMap<>();
  private long ids;

  private record Item(
      int transmits, int length, long id, String subject, byte[] message, Runnable finished)
      implements Comparable<Item> {
    /** Sent least, then largest, then newest. */
    @Override
    public int compareTo(Item other) {
      if (transmits != other.transmits) {
        return Integer.compare(transmits, other.transmits);
      }
      return length == other.length
          ? Long.compare(other.id, id)
          : Integer.compare(other.length, length);
    }
  }

  /**
   * @param multiplier memberlist's {@code RetransmitMult}
   * @param capacity how many pieces are kept
   */
  public BroadcastQueue(int multiplier, int capacity) {
    this.multiplier = multiplier;
    this.capacity = capacity;
  }

  /** How often one piece is sent in a pool of so many. */
  public static int transmitLimit(int multiplier, int members) {
    return multiplier * (int) Math.ceil(Math.log10(members + 1.0));
  }

  public void add(String subject, byte[] message) {
    add(subject, message, () -> {});
  }

  /**
   * @param subject what older news of is dropped; empty for none
   * @param finished called once, when the piece was sent often enough, dropped, or replaced
   */
  public void add(String subject, byte[] message, Runnable finished) {
    Item old = subject.isEmpty() ? null : bySubject.get(subject);
    if (old != null) {
      remove(old);
      old.finished.run();
    }
    insert(new Item(0, message.length, ++ids, subject, message, finished));
    prune(capacity);
  }

  /**
   * Takes what fits and counts it as sent.
   *
   * @param overhead what each piece costs beside its bytes
   * @param members how many there are, which decides how often a piece is sent
   */
  public List<byte[]> take(int overhead, int limit, int members) {
    if (items.isEmpty()) {
      return List.of();
    }
    int transmitLimit = transmitLimit(multiplier, members);
    List<byte[]> taken = new ArrayList<>();
    List<Item> again = new ArrayList<>();
    List<Item> done = new ArrayList<>();
    int free = limit - overhead;
    Item next = fitting(items.first().transmits, free);
    while (next != null) {
      taken.add(next.message);
      remove(next);
      free -= next.length + overhead;
      (next.transmits + 1 >= transmitLimit ? done : again).add(next);
      next = fitting(next.transmits, free);
    }
    again.forEach(item -> insert(new Item(
        item.transmits + 1, item.length, item.id, item.subject, item.message, item.finished)));
    done.forEach(item -> item.finished.run());
    return taken;
  }

  /** The largest that fits of those sent least, from so many times on. */
  private @Nullable Item fitting(int fromTransmits, int free) {
    if (free <= 0) {
      return null;
    }
    int transmits = fromTransmits;
    while (true) {
      Item probe = new Item(transmits, free, Long.MAX_VALUE, "", new byte[0], () -> {});
      Item found = items.ceiling(probe);
      if (found == null || found.transmits == transmits) {
        return found;
      }
      transmits = found.transmits;
      if (found.length <= free) {
        return found;
      }
    }
  }

  private void insert(Item item) {
    items.add(item);
    if (!item.subject.isEmpty()) {
      bySubject.put(item.subject, item);
    }
  }

  private void remove(Item item) {
    items.remove(item);
    if (!item.subject.isEmpty()) {
      bySubject.remove(item.subject);
    }
  }

  /** Drops what was sent most until there are no more than so many. */
  public void prune(int most) {
    while (items.size() > most) {
      Item last = items.last();
      remove(last);
      last.finished.run();
    }
  }

  public int size() {
    return items.size();
  }
}
