package io.proconsul.gossip.swim;

import io.proconsul.gossip.wire.Message;
import io.proconsul.gossip.wire.MessageWriter;
import io.proconsul.gossip.wire.NodeAddress;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Membership by gossip: SWIM with Lifeguard, as memberlist speaks it. A pure machine: it is told
 * what happened and the time, and says what is to be done. Its driver owns it; all calls come from
 * the driver's thread.
 */
public final class Swim implements Machine {
  final Node node;
  private final Rules rules;
  private final Probes probes;
  private final Relays relays;
  private final Syncs syncs;

  /** @param delegate what is built on the membership; called during {@link #on} and then only */
  public Swim(Settings settings, Delegate delegate, RandomGenerator random) {
    node = new Node(settings, delegate, random);
    rules = new Rules(node);
    probes = new Probes(node, rules);
    relays = new Relays(node);
    syncs = new Syncs(node, rules);
  }

  @Override
  public List<Effect> on(Event event, long now) {
    node.now = now;
    switch (event) {
      case Event.Started _ -> start();
      case Event.Due _ -> node.timers.runDue(now);
      case Event.Received(Message message, NodeAddress from) -> received(message, from);
      case Event.Asked(long connection, Message request, NodeAddress from) ->
        asked(connection, request, from);
      case Event.Answered(long exchange, Message answer) -> answered(exchange, answer);
      case Event.Unanswered(long exchange, String error) -> unanswered(exchange, error);
      case Event.Join(long token, NodeAddress address) -> join(token, address);
      case Event.Refresh(long token) -> announce(token, false);
      case Event.Leave(long token) -> announce(token, true);
      case Event.Tell(NodeAddress to, byte[] payload) -> tell(to, payload);
    }
    return node.takeEffects();
  }

  @Override
  public long nextDeadline() {
    return node.timers.next();
  }

  private void start() {
    rules.announceSelf(() -> {});
    probes.start();
    syncs.start();
    node.every(node.settings.tuning().spreading().interval(), this::spread);
  }

  private void received(Message message, NodeAddress from) {
    switch (message) {
      case Message.Ping ping -> {
        if (isMeant(ping.node(), from)) {
          Message.Ack ack = new Message.Ack(ping.seqNo(), node.delegate.ackPayload());
          node.send(Probes.replyTo(ping.source(), from), ack);
        }
      }
      case Message.IndirectPing request -> relays.ping(request, from);
      case Message.Ack(long seqNo, byte[] payload) -> {
        if (!relays.ack(seqNo)) {
          probes.ack(seqNo, payload);
        }
      }
      case Message.Nack(long seqNo) -> probes.nack(seqNo);
      case Message.Suspect suspect -> rules.suspect(suspect);
      case Message.Alive alive -> rules.alive(alive);
      case Message.Dead dead -> rules.dead(dead);
      case Message.User(byte[] payload) -> node.delegate.message(payload);
      case Message.PushPull _, Message.Failure _ -> {
        // these come on streams only
      }
    }
  }

  private boolean isMeant(String name, NodeAddress from) {
    boolean meant = name.isEmpty() || name.equals(node.settings.name());
    if (!meant) {
      node.note(Effect.Level.WARN, "Got ping for unexpected node '" + name + "' from=" + from);
    }
    return meant;
  }

  private void asked(long connection, Message request, NodeAddress from) {
    switch (request) {
      case Message.PushPull state -> syncs.asked(connection, state, from);
      case Message.Ping ping -> {
        if (isMeant(ping.node(), from)) {
          Message.Ack ack = new Message.Ack(ping.seqNo(), new byte[0]);
          node.emit(new Effect.Answer(connection, ack));
        }
      }
      case Message.User(byte[] payload) -> {
        if (payload.length > 0) {
          node.delegate.message(payload);
        }
      }
      case Message.IndirectPing _,
          Message.Ack _,
          Message.Nack _,
          Message.Suspect _,
          Message.Alive _,
          Message.Dead _,
          Message.Failure _ ->
        node.note(Effect.Level.ERROR, "Received invalid msgType from=" + from);
    }
  }

  /** Probes over TCP have the negative of their number, exchanges of state a positive one. */
  private void answered(long exchange, Message answer) {
    if (exchange > 0) {
      syncs.answered(exchange, answer);
    } else if (answer instanceof Message.Ack(long seqNo, byte[] _) && seqNo == -exchange) {
      probes.ackOverTcp(seqNo);
    }
  }

  private void unanswered(long exchange, String error) {
    if (exchange > 0) {
      syncs.unanswered(exchange, error);
    }
  }

  private void join(long token, NodeAddress address) {
    syncs.ask(address, true, error -> {
      Optional<String> text = error.map(cause -> "Failed to join " + address + ": " + cause);
      text.ifPresent(line -> node.note(Effect.Level.DEBUG, line));
      node.emit(new Effect.Done(token, text));
    });
  }

  /** With nobody there to hear it, it is done at once. */
  private void announce(long token, boolean leave) {
    boolean heard = node.othersLive();
    Runnable done = () -> node.emit(new Effect.Done(token, Optional.empty()));
    Runnable passedOn = heard ? done : () -> {};
    if (leave) {
      rules.leave(passedOn);
    } else if (rules.isLeaving()) {
      done.run();
      return;
    } else {
      rules.announceSelf(passedOn);
    }
    if (!heard) {
      done.run();
    }
  }

  private void tell(NodeAddress to, byte[] payload) {
    byte[] message = MessageWriter.write(new Message.User(payload));
    node.emit(new Effect.Send(to, List.of(message), false));
  }

  /** News to some members, those among them who failed lately, so that they may refute. */
  private void spread() {
    Tuning.Spreading spreading = node.settings.tuning().spreading();
    long cutoff = node.now - spreading.toTheDead().toNanos();
    List<Member> some = node.members.pick(
        spreading.nodes(),
        member -> !node.isSelf(member)
            && switch (member.state) {
              case ALIVE, SUSPECT -> true;
              case DEAD -> member.changedAt >= cutoff;
              case LEFT -> false;
            });
    for (Member member : some) {
      List<byte[]> news = node.takeNews();
      if (news.isEmpty()) {
        return;
      }
      node.sendAlone(member, news);
    }
  }

  /** All members who have not gone, this one among them. */
  public List<Peer> members() {
    return node.members
        .all()
        .filter(member -> !member.isGone())
        .map(Member::peer)
        .toList();
  }

  /** The member of this name, gone or not. */
  public Optional<Peer> member(String name) {
    return Optional.ofNullable(node.members.find(name)).map(Member::peer);
  }

  /** How many members are known, lately gone ones too: what limits of retransmission go by. */
  public int estimatedSize() {
    return node.members.size();
  }

  /** Lifeguard's local health: zero is well. */
  public int healthScore() {
    return node.awareness.score();
  }

  /** How many pieces of news about members wait. */
  public int queued() {
    return node.broadcasts.size();
  }
}
