package io.proconsul.gossip.serf.format;

import io.proconsul.gossip.serf.message.SerfMessage;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a node wants to know after a restart: who was alive, and which events and queries are old.
 * The text is a journal, Serf's, one line for each change; a compact one has only what still holds.
 * For one thread.
 */
public final class Snapshot {
  private final boolean rejoinAfterLeave;
  private final TreeMap<String, String> alive = new TreeMap<>();
  private long clock;
  private long eventClock;
  private long queryClock;

  /** @param rejoinAfterLeave whether a leave changes nothing */
  public Snapshot(boolean rejoinAfterLeave) {
    this.rejoinAfterLeave = rejoinAfterLeave;
  }

  /** Follows a journal; a last line without its end was torn and does not count. */
  public static Snapshot read(String text, boolean rejoinAfterLeave) {
    Snapshot snapshot = new Snapshot(rejoinAfterLeave);
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      snapshot.line(text.substring(start, end));
      start = end + 1;
    }
    return snapshot;
  }

  private void line(String line) {
    int colon = line.indexOf(": ");
    String value = colon < 0 ? "" : line.substring(colon + 2);
    switch (colon < 0 ? line : line.substring(0, colon)) {
      case "alive" -> {
        int space = value.lastIndexOf(' ');
        if (space > 0) {
          alive.put(value.substring(0, space), value.substring(space + 1));
        }
      }
      case "not-alive" -> alive.remove(value);
      case "clock" -> clock = number(value, clock);
      case "event-clock" -> eventClock = number(value, eventClock);
      case "query-clock" -> queryClock = number(value, queryClock);
      case "leave" -> left();
      default -> {
        // comments, coordinates of old versions, and what newer ones may write
      }
    }
  }

  private static long number(String text, long otherwise) {
    try {
      return Math.max(0, Long.parseLong(text));
    } catch (NumberFormatException _) {
      return otherwise;
    }
  }

  private void left() {
    if (!rejoinAfterLeave) {
      alive.clear();
      clock = 0;
      eventClock = 0;
      queryClock = 0;
    }
  }

  /**
   * The line for a member that is there, at {@code host:port}; empty for a name that would be more
   * than a line.
   */
  public String alive(String name, String address) {
    if (name.indexOf('\n') >= 0) {
      return "";
    }
    alive.put(name, address);
    return "alive: " + name + " " + address + "\n";
  }

  /** Empty when it was not known to be there. */
  public String notAlive(String name) {
    return alive.remove(name) == null ? "" : "not-alive: " + name + "\n";
  }

  /** Empty when the time is no news; likewise the next two. */
  public String clock(long seen) {
    if (seen <= clock) {
      return "";
    }
    clock = seen;
    return "clock: " + seen + "\n";
  }

  public String eventClock(long seen) {
    if (seen <= eventClock) {
      return "";
    }
    eventClock = seen;
    return "event-clock: " + seen + "\n";
  }

  public String queryClock(long seen) {
    if (seen <= queryClock) {
      return "";
    }
    queryClock = seen;
    return "query-clock: " + seen + "\n";
  }

  /** This node leaves. */
  public String leave() {
    if (!rejoinAfterLeave) {
      alive.clear();
    }
    return "leave\n";
  }

  /** All that holds, as a new journal. */
  public String compact() {
    StringBuilder text = new StringBuilder();
    alive.forEach((name, address) ->
        text.append("alive: ").append(name).append(' ').append(address).append('\n'));
    return text.append("clock: ")
        .append(clock)
        .append("\nevent-clock: ")
        .append(eventClock)
        .append("\nquery-clock: ")
        .append(queryClock)
        .append('\n')
        .toString();
  }

  /** Addresses by name, sorted. */
  public Map<String, String> alive() {
    return Collections.unmodifiableMap(alive);
  }

  /** The last times seen; 0 for none. */
  public SerfMessage.Clocks clocks() {
    return new SerfMessage.Clocks(clock, eventClock, queryClock);
  }
}
