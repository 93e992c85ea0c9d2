package io.proconsul.gossip.swim;

import io.proconsul.gossip.wire.Message;
import io.proconsul.gossip.wire.NodeAddress;
import io.proconsul.gossip.wire.Versions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Full exchanges of state with one member: now and then with anyone, which repairs what gossip
 * lost, and to join. As many at a time as were asked for and have not timed out.
 */
final class Syncs {
  private static final int UNSCALED_MEMBERS = 32;

  private final Node node;
  private final Rules rules;
  private final Map<Long, Exchange> exchanges = new HashMap<>();
  private long ids;

  private record Exchange(boolean join, Consumer<Optional<String>> done) {}

  Syncs(Node node, Rules rules) {
    this.node = node;
    this.rules = rules;
  }

  void start() {
    Duration interval = node.settings.tuning().syncing().interval();
    if (!interval.isZero()) {
      long stagger = node.random.nextLong(interval.toNanos());
      node.timers.at(node.now + stagger, this::scheduleNext);
    }
  }

  private void scheduleNext() {
    Duration interval = node.settings.tuning().syncing().interval();
    node.after(interval.multipliedBy(scale(node.members.size())), () -> {
      syncWithAnyone();
      scheduleNext();
    });
  }

  /** Twice the interval from the 33rd member on, thrice from the 65th, and so on by doublings. */
  static int scale(int members) {
    if (members <= UNSCALED_MEMBERS) {
      return 1;
    }
    double doublings = Math.log(members / (double) UNSCALED_MEMBERS) / Math.log(2);
    return (int) Math.ceil(doublings) + 1;
  }

  private void syncWithAnyone() {
    for (Member member : node.members.pick(1, other -> other.isAlive() && !node.isSelf(other))) {
      ask(
          member.address,
          false,
          error -> error.ifPresent(text ->
              node.note(Effect.Level.ERROR, "Push/Pull with " + member.name + " failed: " + text)));
    }
  }

  /** @param done told memberlist's error, without the address */
  void ask(NodeAddress to, boolean join, Consumer<Optional<String>> done) {
    long id = ++ids;
    exchanges.put(id, new Exchange(join, done));
    Duration timeout = node.settings.tuning().syncing().timeout();
    node.emit(new Effect.Ask(id, to, localState(join), timeout));
  }

  void answered(long id, Message answer) {
    Exchange exchange = exchanges.remove(id);
    if (exchange == null) {
      return;
    }
    exchange.done.accept(
        switch (answer) {
          case Message.PushPull state -> merge(state, exchange.join);
          case Message.Failure(String error) -> Optional.of("remote error: " + error);
          case Message.Ping _,
              Message.IndirectPing _,
              Message.Ack _,
              Message.Nack _,
              Message.Suspect _,
              Message.Alive _,
              Message.Dead _,
              Message.User _ -> Optional.of("received invalid msgType, expected pushPullMsg");
        });
  }

  void unanswered(long id, String error) {
    Exchange exchange = exchanges.remove(id);
    if (exchange != null) {
      exchange.done.accept(Optional.of(error));
    }
  }

  /** The other side began. It is answered before its state changes anything here. */
  void asked(long connection, Message.PushPull state, NodeAddress from) {
    node.emit(new Effect.Answer(connection, localState(state.join())));
    merge(state, state.join())
        .ifPresent(error ->
            node.note(Effect.Level.ERROR, "Failed push/pull merge: " + error + " from=" + from));
  }

  private Message.PushPull localState(boolean join) {
    List<Message.Known> known = node.members.all().map(Member::known).toList();
    return new Message.PushPull(join, known, node.delegate.localState(join));
  }

  private Optional<String> merge(Message.PushPull remote, boolean join) {
    List<Versioned> ours = node.members
        .all()
        .map(member -> new Versioned(member.name, member.versions, member.isAlive()))
        .toList();
    List<Versioned> theirs = remote.members().stream()
        .map(known -> new Versioned(
            known.alive().node(), known.alive().versions(), known.state() == Message.Known.ALIVE))
        .toList();
    Optional<String> refusal = Versioned.incompatibility(theirs, ours);
    if (refusal.isEmpty() && join) {
      refusal =
          node.delegate.refuseMerge(remote.members().stream().map(Syncs::peer).toList());
    }
    if (refusal.isEmpty()) {
      remote.members().forEach(this::merge);
      if (remote.userState().length > 0) {
        node.delegate.mergeRemoteState(remote.userState(), join);
      }
    }
    return refusal;
  }

  /** Another's word that a member is dead is a suspicion only: it gets the time to refute. */
  private void merge(Message.Known known) {
    Message.Alive alive = known.alive();
    switch (known.state()) {
      case Message.Known.ALIVE -> rules.alive(alive);
      case Message.Known.LEFT ->
        rules.dead(new Message.Dead(alive.incarnation(), alive.node(), alive.node()));
      default ->
        rules.suspect(new Message.Suspect(alive.incarnation(), alive.node(), node.settings.name()));
    }
  }

  private static Peer peer(Message.Known known) {
    Peer.State state = switch (known.state()) {
      case Message.Known.ALIVE -> Peer.State.ALIVE;
      case Message.Known.SUSPECT -> Peer.State.SUSPECT;
      case Message.Known.LEFT -> Peer.State.LEFT;
      default -> Peer.State.DEAD;
    };
    return Rules.peer(known.alive(), state);
  }

  /** A member's versions, for the question whether all understand each other. */
  record Versioned(String name, Versions versions, boolean alive) {
    private static final Versions UNSET = Versions.of(new byte[6]);

    /** Memberlist's error when a member speaks what some living one does not understand. */
    static Optional<String> incompatibility(List<Versioned> theirs, List<Versioned> ours) {
      Span protocol = new Span();
      Span delegate = new Span();
      for (List<Versioned> side : List.of(theirs, ours)) {
        for (Versioned each : side) {
          if (each.alive && !each.versions.equals(UNSET)) {
            protocol.narrow(each.versions.protocol());
            delegate.narrow(each.versions.delegate());
          }
        }
      }
      for (List<Versioned> side : List.of(theirs, ours)) {
        for (Versioned each : side) {
          Versions.Range spoken = each.versions.protocol();
          if (protocol.excludes(spoken)) {
            return Optional.of(error(each.name, "protocol", spoken, protocol));
          }
          if (delegate.excludes(each.versions.delegate())) {
            Versions.Range other = each.versions.delegate();
            return Optional.of(error(each.name, "delegate protocol", other, delegate));
          }
        }
      }
      return Optional.empty();
    }

    private static String error(String name, String what, Versions.Range spoken, Span span) {
      return "Node '%s' %s version (%d) is incompatible: [%d, %d]"
          .formatted(name, what, spoken.current(), span.min, span.max);
    }

    /** The versions that everyone understands. */
    private static final class Span {
      int min;
      int max = 255;

      void narrow(Versions.Range range) {
        min = Math.max(min, range.min());
        max = Math.min(max, range.max());
      }

      boolean excludes(Versions.Range range) {
        return range.current() < min || range.current() > max;
      }
    }
  }
}
