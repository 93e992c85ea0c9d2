package io.proconsul.gossip.serf;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.GoDuration;
import io.proconsul.gossip.serf.message.TagText;
import io.proconsul.gossip.swim.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All members that are known, those that left or failed too. Bounded by the membership below, which
 * tells of no more than it takes in. Owned by {@link Serf}.
 */
final class MemberTable {
  /** Consul's {@code advertise_reconnect_timeout}. */
  private static final String RECONNECT_TIMEOUT_TAG = "rc_tm";

  static final long NEVER = Long.MAX_VALUE;

  private final TreeMap<String, Entry> entries = new TreeMap<>();
  private long version;

  /** One member with what the rules need to know of it. */
  final class Entry {
    private Member member;
    /** Lamport time of the last intent that counted. */
    private long statusTime;
    /** Lamport time of the last leave that counted; 0 for none. */
    private long leaveTime;
    /** When it left or failed. */
    private long goneAt = NEVER;
    /** When it is to be forgotten on an operator's wish. */
    private long pruneAt = NEVER;

    private Entry(Member member) {
      this.member = member;
    }

    Member member() {
      return member;
    }

    MemberStatus status() {
      return member.status();
    }

    void status(MemberStatus status) {
      version++;
      member = member.withStatus(status);
    }

    long statusTime() {
      return statusTime;
    }

    void statusTime(long time) {
      statusTime = time;
    }

    long leaveTime() {
      return leaveTime;
    }

    void leaveTime(long time) {
      leaveTime = time;
    }

    void gone(long now) {
      goneAt = now;
    }

    void pruneAt(long when) {
      pruneAt = Math.min(pruneAt, when);
    }
  }

  static Member member(Peer peer, MemberStatus status) {
    return new Member(
        peer.name(), peer.address(), TagText.decode(peer.metadata()), status, peer.versions());
  }

  @Nullable
  Entry find(String name) {
    return entries.get(name);
  }

  /** A peer is there, for the first time or again. */
  Entry joined(Peer peer) {
    Member member = member(peer, MemberStatus.ALIVE);
    Entry entry = entries.computeIfAbsent(peer.name(), _ -> new Entry(member));
    version++;
    entry.member = member;
    entry.goneAt = NEVER;
    entry.pruneAt = NEVER;
    return entry;
  }

  /** A known peer's address, tags or versions are new; null when it is not known. */
  @Nullable
  Entry updated(Peer peer) {
    Entry entry = entries.get(peer.name());
    if (entry != null) {
      version++;
      entry.member = member(peer, entry.status());
    }
    return entry;
  }

  void remove(String name) {
    version++;
    entries.remove(name);
  }

  /** Rises with each change that users see. */
  long version() {
    return version;
  }

  /** Sorted by name. */
  List<Member> members() {
    return entries.values().stream().map(Entry::member).toList();
  }

  Collection<Entry> entries() {
    return entries.values();
  }

  int size() {
    return entries.size();
  }

  List<Member> in(MemberStatus status) {
    return entries.values().stream()
        .filter(entry -> entry.status() == status)
        .map(Entry::member)
        .toList();
  }

  /** Those that take part, as memberlist counts them. */
  int present() {
    return in(MemberStatus.ALIVE).size() + in(MemberStatus.LEAVING).size();
  }

  /** Whom nobody needs to remember any more. */
  List<Entry> expired(SerfSettings.Timing timing, long now) {
    List<Entry> expired = new ArrayList<>();
    for (Entry entry : entries.values()) {
      Duration kept = switch (entry.status()) {
        case FAILED -> kept(entry.member, timing.reconnectTimeout());
        case LEFT -> kept(entry.member, timing.tombstone());
        case NONE, ALIVE, LEAVING -> null;
      };
      if (kept != null && now - entry.goneAt > kept.toNanos()) {
        expired.add(entry);
      }
    }
    return expired;
  }

  List<Entry> pruned(long now) {
    return entries.values().stream().filter(entry -> entry.pruneAt <= now).toList();
  }

  long nextPrune() {
    return entries.values().stream().mapToLong(entry -> entry.pruneAt).min().orElse(NEVER);
  }

  /** A member may say itself after how long it is forgotten. */
  private static Duration kept(Member member, Duration usual) {
    String own = member.tags().get(RECONNECT_TIMEOUT_TAG);
    if (own == null) {
      return usual;
    }
    try {
      return GoDuration.parse(own);
    } catch (DecodeException _) {
      return usual;
    }
  }
}
