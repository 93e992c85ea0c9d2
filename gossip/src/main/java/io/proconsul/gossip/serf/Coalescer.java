package io.proconsul.gossip.serf;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds events back for a moment, so that many changes are told at once and what was undone
 * meanwhile is not told at all. Owned by {@link Serf}.
 */
final class Coalescer {
  /** Gathered members or events; more are told at once. */
  private static final int MOST = 4096;

  private final SerfSettings.Coalescing period;
  private final Gathering gathering;
  private long first = Long.MAX_VALUE;
  private long last = Long.MAX_VALUE;

  /** What is gathered, and how it is told. */
  private sealed interface Gathering {
    boolean add(SerfEvent event);

    int size();

    List<SerfEvent> flush();
  }

  private Coalescer(SerfSettings.Coalescing period, Gathering gathering) {
    this.period = period;
    this.gathering = gathering;
  }

  static Coalescer ofMembers(SerfSettings.Coalescing period) {
    return new Coalescer(period, new Members());
  }

  static Coalescer ofUserEvents(SerfSettings.Coalescing period) {
    return new Coalescer(period, new UserEvents());
  }

  /** What is to be told now. */
  List<SerfEvent> add(SerfEvent event, long now) {
    if (!period.active() || !gathering.add(event)) {
      return List.of(event);
    }
    if (gathering.size() > MOST) {
      return flush();
    }
    first = Math.min(first, now);
    last = now;
    return List.of();
  }

  List<SerfEvent> due(long now) {
    return now >= nextDeadline() ? flush() : List.of();
  }

  List<SerfEvent> flush() {
    first = Long.MAX_VALUE;
    last = Long.MAX_VALUE;
    return gathering.flush();
  }

  long nextDeadline() {
    return first == Long.MAX_VALUE
        ? Long.MAX_VALUE
        : Math.min(first + period.period().toNanos(), last + period.quiet().toNanos());
  }

  /** The last change of each member counts, and not when it was the last one told before. */
  private static final class Members implements Gathering {
    private final Map<String, MemberChange> told = new HashMap<>();
    private final Map<String, MemberChange> changes = new LinkedHashMap<>();
    private final Map<String, Member> members = new HashMap<>();

    @Override
    public boolean add(SerfEvent event) {
      if (!(event instanceof SerfEvent.MembersChanged(MemberChange change, var changed))) {
        return false;
      }
      for (Member member : changed) {
        changes.put(member.name(), change);
        members.put(member.name(), member);
      }
      return true;
    }

    @Override
    public int size() {
      return changes.size();
    }

    @Override
    public List<SerfEvent> flush() {
      Map<MemberChange, List<Member>> byChange = new EnumMap<>(MemberChange.class);
      changes.forEach((name, change) -> {
        MemberChange before = told.put(name, change);
        if (before != change || change == MemberChange.UPDATE) {
          Member member = members.get(name);
          if (member != null) {
            byChange.computeIfAbsent(change, _ -> new ArrayList<>()).add(member);
          }
        }
        if (change == MemberChange.REAP) {
          told.remove(name);
        }
      });
      changes.clear();
      members.clear();
      List<SerfEvent> events = new ArrayList<>();
      byChange.forEach(
          (change, changed) -> events.add(new SerfEvent.MembersChanged(change, changed)));
      return events;
    }
  }

  /** Of each name the events of the latest time count. */
  private static final class UserEvents implements Gathering {
    private final Map<String, List<SerfEvent.UserEventReceived>> byName = new LinkedHashMap<>();
    private int size;

    @Override
    public boolean add(SerfEvent event) {
      if (!(event instanceof SerfEvent.UserEventReceived received)
          || !received.event().coalesce()) {
        return false;
      }
      List<SerfEvent.UserEventReceived> latest =
          byName.computeIfAbsent(received.event().name(), _ -> new ArrayList<>());
      long time = received.event().ltime();
      if (!latest.isEmpty() && latest.getFirst().event().ltime() < time) {
        size -= latest.size();
        latest.clear();
      }
      if (latest.isEmpty() || latest.getFirst().event().ltime() == time) {
        latest.add(received);
        size++;
      }
      return true;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public List<SerfEvent> flush() {
      List<SerfEvent> events = new ArrayList<>();
      byName.values().forEach(events::addAll);
      byName.clear();
      size = 0;
      return events;
    }
  }
}
