package io.proconsul.core.autopilot;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.leader.LeaderNotes;
import io.proconsul.core.leader.Turns;
import io.proconsul.core.member.Server;
import io.proconsul.model.Member;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one place where the leader changes the log's membership: one change after another, and none
 * that would leave the voters without a majority that runs. A change is looked at when its turn
 * comes, so what is done already is done at once; one that waits already is false at once. At most
 * {@value #MAX_WAITING} wait. Any thread.
 */
public final class PeerChanges {
  private static final int MAX_WAITING = 64;

  private enum Kind {
    JOIN,
    PROMOTE,
    REMOVE
  }

  private record Change(Kind kind, String id, Outcome<Boolean> outcome) {
    boolean sameAs(Change other) {
      return kind == other.kind && id.equals(other.id);
    }
  }

  private final String self;
  private final Peers peers;
  private final Supplier<List<Member>> members;
  private final LeaderNotes notes;
  private Deque<Change> waiting = new ArrayDeque<>();
  private Turns turns = new Turns(() -> null);
  private boolean leading;

  /**
   * @param self node id of this server
   * @param members of the LAN pool
   */
  public PeerChanges(String self, Peers peers, Supplier<List<Member>> members, LeaderNotes notes) {
    this.self = self;
    this.peers = peers;
    this.members = members;
    this.notes = notes;
  }

  /** Called when this server begins to lead, before what uses this. */
  public synchronized void start() {
    Deque<Change> fresh = new ArrayDeque<>();
    waiting = fresh;
    turns = new Turns(() -> next(fresh));
    leading = true;
  }

  /** Called when this server no longer leads; what waits is refused. */
  public void stop() {
    List<Change> given;
    synchronized (this) {
      leading = false;
      given = List.copyOf(waiting);
      waiting.clear();
    }
    given.forEach(change -> change.outcome.failed(new ConsulException.NoLeader()));
  }

  List<Peer> configuration() {
    return peers.configuration();
  }

  /** Takes a server in, without a vote; done at once when it is a member. */
  public void join(String id, Outcome<Boolean> outcome) {
    add(new Change(Kind.JOIN, id, outcome));
  }

  /** Gives a vote; done at once when the server has one, or is no member any more. */
  public void promote(String id, Outcome<Boolean> outcome) {
    add(new Change(Kind.PROMOTE, id, outcome));
  }

  /**
   * Takes a server out; true at once when it is no member, false when gossip says that it runs, or
   * when it is this server. Refused while those that run would be no quorum without it.
   */
  public void remove(String id, Outcome<Boolean> outcome) {
    add(new Change(Kind.REMOVE, id, outcome));
  }

  private void add(Change change) {
    @Nullable ConsulException refusal = null;
    boolean known = false;
    Turns now;
    synchronized (this) {
      now = turns;
      if (!leading) {
        refusal = new ConsulException.NoLeader();
      } else if (waiting.stream().anyMatch(change::sameAs)) {
        known = true;
      } else if (waiting.size() >= MAX_WAITING) {
        refusal = new ConsulException.Overloaded("too many changes of the servers are waiting");
      } else {
        waiting.add(change);
      }
    }
    if (refusal != null) {
      change.outcome.failed(refusal);
    } else if (known) {
      change.outcome.done(false);
    } else {
      now.wake();
    }
  }

  private Turns.@Nullable Step next(Deque<Change> queue) {
    Change change;
    synchronized (this) {
      change = queue.poll();
    }
    return change == null ? null : done -> carryOut(change, done);
  }

  private void carryOut(Change change, Runnable done) {
    Optional<Peer> peer =
        peers.configuration().stream().filter(p -> p.id().equals(change.id)).findFirst();
    Outcome<Boolean> then = new Outcome<>() {
      @Override
      public void done(Boolean result) {
        change.outcome.done(result);
        done.run();
      }

      @Override
      public void failed(ConsulException cause) {
        change.outcome.failed(cause);
        done.run();
      }
    };
    switch (change.kind) {
      case JOIN -> join(change.id, peer.isPresent(), then);
      case PROMOTE -> promote(change.id, peer, then);
      case REMOVE -> remove(change.id, peer.isPresent(), then);
    }
  }

  private void join(String id, boolean member, Outcome<Boolean> then) {
    if (member) {
      then.done(true);
      return;
    }
    notes.info("adding server to the log's members without a vote: id=" + id);
    peers.addNonVoter(id, then);
  }

  private void promote(String id, Optional<Peer> peer, Outcome<Boolean> then) {
    if (peer.isEmpty() || peer.get().voter()) {
      then.done(true);
      return;
    }
    notes.info("promoting server to voter: id=" + id);
    peers.promote(id, then);
  }

  private void remove(String id, boolean member, Outcome<Boolean> then) {
    if (!member) {
      then.done(true);
      return;
    }
    Set<String> running = running();
    if (running.contains(id)) {
      then.done(false);
      return;
    }
    if (!new Quorum(voters(), running).survivesWithout(id)) {
      String text = "server " + id + " stays a member of the log: without it the servers that"
          + " run would be no quorum";
      then.failed(new ConsulException.Refused(text));
      return;
    }
    notes.info("removing server from the log's members: id=" + id);
    peers.remove(id, then);
  }

  private Set<String> voters() {
    Set<String> voters = new HashSet<>();
    peers.configuration().stream().filter(Peer::voter).map(Peer::id).forEach(voters::add);
    return voters;
  }

  private Set<String> running() {
    Set<String> running = new HashSet<>(Set.of(self));
    for (Member member : members.get()) {
      Server.of(member).filter(Server::running).map(Server::id).ifPresent(running::add);
    }
    return running;
  }
}
