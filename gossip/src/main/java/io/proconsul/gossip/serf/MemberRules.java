package io.proconsul.gossip.serf;

import io.proconsul.gossip.serf.message.MessageWriter;
import io.proconsul.gossip.serf.message.SerfMessage;
import io.proconsul.gossip.serf.recent.Intents;
import io.proconsul.gossip.serf.recent.LamportClock;
import io.proconsul.gossip.swim.BroadcastQueue;
import io.proconsul.gossip.swim.Peer;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Who is a member and how it stands: what the membership saw, put together with what members said
 * they are about to do. Owned by {@link Serf}.
 */
final class MemberRules {
  private final LocalNode self;
  private final SerfSettings settings;
  private final Outbox out;
  private final LamportClock clock;
  private final BroadcastQueue queue;
  private final MemberTable table = new MemberTable();
  private final Intents intents;
  private State state = State.ALIVE;

  /** Of this node. */
  enum State {
    ALIVE,
    LEAVING
  }

  MemberRules(
      LocalNode self, SerfSettings settings, Outbox out, LamportClock clock, BroadcastQueue queue) {
    this.self = self;
    this.settings = settings;
    this.out = out;
    this.clock = clock;
    this.queue = queue;
    this.intents = new Intents(settings.timing().recentIntent().toNanos());
  }

  MemberTable table() {
    return table;
  }

  State state() {
    return state;
  }

  void joined(Peer peer) {
    boolean known = table.find(peer.name()) != null;
    MemberTable.Entry entry = table.joined(peer);
    if (!known) {
      switch (intents.about(peer.name())) {
        case SerfMessage.Join join -> entry.statusTime(join.ltime());
        case SerfMessage.Leave leave -> {
          entry.status(MemberStatus.LEAVING);
          entry.statusTime(leave.ltime());
        }
        case null -> {}
        case SerfMessage other -> throw new IllegalStateException("no intent: " + other);
      }
    }
    changed(MemberChange.JOIN, entry);
  }

  /**
   * Who said so itself has left, even where its intent was not heard or a late refutation has
   * undone it: Serf would call it failed, and try to reach it for days.
   */
  void left(Peer peer) {
    MemberTable.Entry entry = table.find(peer.name());
    if (entry == null) {
      return;
    }
    switch (entry.status()) {
      case LEAVING, ALIVE -> {
        boolean meantTo = entry.status() == MemberStatus.LEAVING || peer.state() == Peer.State.LEFT;
        entry.status(meantTo ? MemberStatus.LEFT : MemberStatus.FAILED);
        entry.gone(out.now());
        changed(meantTo ? MemberChange.LEAVE : MemberChange.FAILED, entry);
      }
      case NONE, LEFT, FAILED -> out.warn("Bad state when leave: " + entry.status());
    }
  }

  void updated(Peer peer) {
    MemberTable.Entry entry = table.updated(peer);
    if (entry != null) {
      changed(MemberChange.UPDATE, entry);
    }
  }

  /** A leave was told; whether that is news, which is to be sent on. */
  boolean leave(SerfMessage.Leave intent) {
    clock.witness(intent.ltime());
    MemberTable.Entry entry = table.find(intent.node());
    if (entry == null) {
      return intents.leave(intent, out.now());
    }
    if (intent.ltime() <= entry.statusTime()) {
      return false;
    }
    if (intent.node().equals(self.name()) && state == State.ALIVE) {
      out.debug("Refuting an older leave intent");
      // A push/pull puts the leave one later than it was, and that must be older still.
      clock.witness(LamportClock.after(intent.ltime()));
      announce();
      return false;
    }
    // Also where the status stays: else two nodes would send each other's news on for ever.
    entry.statusTime(intent.ltime());
    entry.leaveTime(intent.ltime());
    switch (entry.status()) {
      case ALIVE -> entry.status(MemberStatus.LEAVING);
      case FAILED -> {
        entry.status(MemberStatus.LEFT);
        changed(MemberChange.LEAVE, entry);
      }
      case NONE, LEAVING, LEFT -> {}
    }
    if (intent.prune()) {
      prune(entry);
    }
    return true;
  }

  /**
   * Another has it among those who left, since a leave of that time or since a join before it.
   * Where that leave is known and the member has come back since, it is the other that is late.
   */
  void hasLeft(String node, long time) {
    MemberTable.Entry entry = table.find(node);
    boolean back = entry != null
        && entry.status() == MemberStatus.ALIVE
        && entry.leaveTime() > 0
        && time <= entry.leaveTime();
    if (!back) {
      leave(new SerfMessage.Leave(LamportClock.after(time), node, false));
    }
  }

  /** One that is about to go must have gone before it is forgotten, or it would come back. */
  private void prune(MemberTable.Entry entry) {
    if (entry.status() == MemberStatus.LEAVING) {
      entry.pruneAt(out.now() + settings.leaving().total().toNanos());
    } else {
      forget(entry, "EventMemberReap (forced)");
    }
  }

  /** A join was told; whether that is news, which is to be sent on. */
  boolean join(SerfMessage.Join intent) {
    clock.witness(intent.ltime());
    MemberTable.Entry entry = table.find(intent.node());
    if (entry == null) {
      return intents.join(intent, out.now());
    }
    if (intent.ltime() <= entry.statusTime()) {
      return false;
    }
    entry.statusTime(intent.ltime());
    if (entry.status() == MemberStatus.LEAVING) {
      // What was said of its leaving is of before.
      entry.status(MemberStatus.ALIVE);
    }
    return true;
  }

  /** Tells all that this node is there, whatever was said of it. */
  void announce() {
    SerfMessage.Join join = new SerfMessage.Join(clock.time(), self.name());
    join(join);
    queue.add("", MessageWriter.write(join));
  }

  /** This node is about to go; the token comes back when all were told. */
  void leave(long token) {
    state = State.LEAVING;
    tellLeave(new SerfMessage.Leave(clock.take(), self.name(), false), token);
  }

  void forceLeave(String node, boolean prune, long token) {
    tellLeave(new SerfMessage.Leave(clock.take(), node, prune), token);
  }

  private void tellLeave(SerfMessage.Leave intent, long token) {
    leave(intent);
    if (othersAlive()) {
      queue.add(
          "", MessageWriter.write(intent), () -> out.add(new SerfEffect.BroadcastSent(token)));
    } else {
      out.add(new SerfEffect.BroadcastSent(token));
    }
  }

  private boolean othersAlive() {
    return table.entries().stream()
        .anyMatch(entry ->
            entry.status() == MemberStatus.ALIVE && !entry.member().name().equals(self.name()));
  }

  void reap() {
    table.expired(settings.timing(), out.now()).forEach(entry -> forget(entry, "EventMemberReap"));
    intents.expire(out.now());
  }

  void pruneDue() {
    table.pruned(out.now()).forEach(entry -> forget(entry, "EventMemberReap (forced)"));
  }

  private void forget(MemberTable.Entry entry, String text) {
    Member member = entry.member();
    table.remove(member.name());
    out.info(text + ": " + member.name());
    out.happened(new SerfEvent.MembersChanged(MemberChange.REAP, List.of(member)));
  }

  /**
   * Picks a failed member to try again, so often that the pool as a whole tries each once an
   * interval.
   */
  void reconnect(RandomGenerator random) {
    List<Member> failed = table.in(MemberStatus.FAILED);
    if (failed.isEmpty()) {
      return;
    }
    int alive = Math.max(1, table.present());
    if (random.nextDouble() * alive > failed.size()) {
      out.debug("forgoing reconnect for random throttling");
      return;
    }
    Member member = failed.get(random.nextInt(failed.size()));
    out.info("attempting reconnect to " + member.name() + " " + member.address());
    out.add(new SerfEffect.Reconnect(member.name(), member.address()));
  }

  private void changed(MemberChange change, MemberTable.Entry entry) {
    Member member = entry.member();
    String address = change == MemberChange.UPDATE ? "" : " " + member.address().ip();
    out.info(change + ": " + member.name() + address);
    out.happened(new SerfEvent.MembersChanged(change, List.of(member)));
  }
}
