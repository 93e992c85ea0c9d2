package io.proconsul.gossip.swim;

import io.proconsul.gossip.wire.Message;
import io.proconsul.gossip.wire.MessageWriter;
import io.proconsul.gossip.wire.NodeAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Probes one member at a time (SWIM, section 3): directly, then through others and over TCP at
 * once; who answers on no way is suspected. Negative answers of the others tell a dead member from
 * a deaf prober (Lifeguard, section IV.A).
 */
final class Probes {
  private final Node node;
  private final Rules rules;
  private @Nullable Probe current;
  private boolean due;

  private static final class Probe {
    final long seqNo;
    final Member member;
    final long incarnation;
    final long sentAt;
    final long deadline;
    boolean indirect;
    boolean overTcp;
    int expectedNacks;
    int nacks;

    Probe(long seqNo, Member member, long sentAt, long deadline) {
      this.seqNo = seqNo;
      this.member = member;
      this.incarnation = member.incarnation;
      this.sentAt = sentAt;
      this.deadline = deadline;
    }
  }

  Probes(Node node, Rules rules) {
    this.node = node;
    this.rules = rules;
  }

  private Tuning.Probing tuning() {
    return node.settings.tuning().probing();
  }

  void start() {
    node.every(tuning().interval(), () -> {
      due = true;
      startNext();
    });
  }

  private void startNext() {
    if (!due || current != null) {
      return;
    }
    due = false;
    long cutoff = node.now - node.settings.tuning().spreading().toTheDead().toNanos();
    Member member = node.members.next(
        candidate -> !candidate.isGone() && !node.isSelf(candidate),
        candidate -> candidate.isGone() && candidate.changedAt < cutoff && !node.isSelf(candidate));
    if (member != null) {
      probe(member);
    }
  }

  private void probe(Member member) {
    long deadline = node.now + node.awareness.scaledNanos(tuning().interval());
    Probe probe = new Probe(node.nextSeqNo(), member, node.now, deadline);
    current = probe;
    Message.Ping ping = new Message.Ping(probe.seqNo, member.name, node.source());
    if (member.isAlive()) {
      node.send(member.address, ping);
    } else {
      // the buddy system: a suspect learns of it with the probe, and can refute at once
      Message.Suspect suspect =
          new Message.Suspect(member.incarnation, member.name, node.settings.name());
      node.sendAlone(member, List.of(MessageWriter.write(ping), MessageWriter.write(suspect)));
    }
    node.after(tuning().timeout(), () -> tryOtherWays(probe));
    node.timers.at(deadline, () -> finish(probe));
  }

  private void tryOtherWays(Probe probe) {
    if (current != probe) {
      return;
    }
    Member member = probe.member;
    node.note(Effect.Level.DEBUG, "Failed UDP ping: " + member.name + " (timeout reached)");
    probe.indirect = true;
    List<Member> others = node.members.pick(
        tuning().indirect(), other -> other.isAlive() && other != member && !node.isSelf(other));
    for (Member other : others) {
      boolean nack = other.knowsNack();
      probe.expectedNacks += nack ? 1 : 0;
      node.send(
          other.address,
          new Message.IndirectPing(probe.seqNo, member.address, member.name, nack, node.source()));
    }
    if (tuning().overTcp() && member.knowsTcpPing()) {
      Message.Ping ping = new Message.Ping(probe.seqNo, member.name, node.source());
      Duration left = Duration.ofNanos(Math.max(1, probe.deadline - node.now));
      node.emit(new Effect.Ask(-probe.seqNo, member.address, ping, left));
    }
  }

  /** An answer by whichever way. */
  void ack(long seqNo, byte[] payload) {
    Probe probe = current;
    if (probe == null || probe.seqNo != seqNo) {
      return;
    }
    if (!probe.indirect) {
      Duration roundTrip = Duration.ofNanos(node.now - probe.sentAt);
      node.delegate.pingCompleted(probe.member.peer(), roundTrip, payload);
    }
    succeed();
  }

  void nack(long seqNo) {
    Probe probe = current;
    if (probe != null && probe.seqNo == seqNo && probe.nacks < probe.expectedNacks) {
      probe.nacks++;
    }
  }

  /**
   * It counts at the end only, so that the answers of the other ways tell of this node's health.
   */
  void ackOverTcp(long seqNo) {
    Probe probe = current;
    if (probe != null && probe.seqNo == seqNo) {
      probe.overTcp = true;
    }
  }

  private void finish(Probe probe) {
    if (current != probe) {
      return;
    }
    if (probe.overTcp) {
      node.note(
          Effect.Level.WARN,
          "Was able to connect to " + probe.member.name
              + " over TCP but UDP probes failed, network may be misconfigured");
      succeed();
      return;
    }
    node.awareness.apply(probe.expectedNacks > 0 ? probe.expectedNacks - probe.nacks : 1);
    node.note(Effect.Level.INFO, "Suspect " + probe.member.name + " has failed, no acks received");
    current = null;
    rules.suspect(new Message.Suspect(probe.incarnation, probe.member.name, node.settings.name()));
    startNext();
  }

  private void succeed() {
    node.awareness.apply(-1);
    current = null;
    startNext();
  }

  /** Where the answer to a ping goes. */
  static NodeAddress replyTo(Message.@Nullable Source source, NodeAddress from) {
    return source == null ? from : source.address();
  }
}
