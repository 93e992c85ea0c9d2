package io.proconsul.gossip.swim;

import io.proconsul.gossip.wire.Message;
import io.proconsul.gossip.wire.MessageWriter;
import io.proconsul.gossip.wire.PacketCodec;
import io.proconsul.gossip.wire.Security;
import io.proconsul.gossip.wire.Versions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A pool whose members all know each other, in one thread and in virtual time; the seed decides
 * everything.
 */
final class Simulation {
  private static final PacketCodec CODEC = new PacketCodec(Security.NONE, false, byte[]::new);
  private static final int MAX_CACHED = 20_000;
  private static final int BYTES_PER_KNOWN = 90;

  final long seed;
  final List<SimulatedMember> members = new ArrayList<>();
  final List<Burial> burials = new ArrayList<>();
  final SimulatedNetwork network;
  private final PriorityQueue<Step> steps = new PriorityQueue<>();
  private final Map<ByteBuffer, Message> decoded = new HashMap<>();
  private long ids;
  long slowUntil = Machine.NEVER;
  long now;

  /** What is to happen to a member; packets come before timers, as in the driver. */
  private record Step(long at, int rank, long id, SimulatedMember member, Event event)
      implements Comparable<Step> {
    @Override
    public int compareTo(Step other) {
      if (at != other.at) {
        return Long.compare(at, other.at);
      }
      return rank == other.rank ? Long.compare(id, other.id) : Integer.compare(rank, other.rank);
    }
  }

  /** A member took another one for dead. */
  record Burial(long at, SimulatedMember by, SimulatedMember of) {
    boolean isFalse() {
      return of.crashedAt > at;
    }

    /** Who was buried was well all the time. */
    boolean isUnjust() {
      return isFalse() && !of.slow;
    }
  }

  /** @param slow how many of the members, from the first on, stand still now and then */
  record Plan(int members, int slow, double loss, int halfDeaf, Tuning tuning) {}

  Simulation(Plan plan, long seed) {
    this.seed = seed;
    network = new SimulatedNetwork(plan.loss, plan.halfDeaf, plan.members, new Random(seed));
    for (int i = 0; i < plan.members; i++) {
      members.add(new SimulatedMember(this, i, i < plan.slow, plan.tuning));
    }
    for (SimulatedMember member : members) {
      acquaint(member);
      act(member, new Event.Started());
    }
  }

  private void acquaint(SimulatedMember member) {
    for (SimulatedMember other : members) {
      if (other != member) {
        Message.Alive alive = new Message.Alive(
            1,
            SimulatedMember.name(other.index),
            SimulatedMember.address(other.index),
            new byte[0],
            Versions.SERF);
        Member known = new Member(alive);
        known.incarnation = 1;
        known.state = Peer.State.ALIVE;
        member.swim.node.members.add(known);
      }
    }
  }

  void crash(int index) {
    members.get(index).crashedAt = now;
  }

  void run(Duration time) {
    long end = now + time.toNanos();
    while (!steps.isEmpty() && steps.peek().at <= end) {
      Step step = steps.poll();
      now = step.at;
      SimulatedMember member = step.member;
      boolean stale = step.event instanceof Event.Due && member.wakeAt != step.at;
      if (stale || member.crashed()) {
        continue;
      }
      long hearsAt = step.event instanceof Event.Due ? now : member.hearsFrom(now);
      if (hearsAt > now) {
        steps.add(new Step(hearsAt, step.rank, step.id, member, step.event));
      } else {
        act(member, step.event);
      }
    }
    now = end;
  }

  private void act(SimulatedMember member, Event event) {
    if (event instanceof Event.Due) {
      member.wakeAt = Machine.NEVER;
    }
    for (Effect effect : member.swim.on(event, now)) {
      carryOut(member, effect);
    }
    long deadline = Math.max(now, member.swim.nextDeadline());
    if (deadline < member.wakeAt) {
      member.wakeAt = deadline;
      steps.add(new Step(deadline, 1, ++ids, member, new Event.Due()));
    }
  }

  private void carryOut(SimulatedMember member, Effect effect) {
    switch (effect) {
      case Effect.Send send -> deliver(member, send);
      case Effect.Ask ask -> {
        SimulatedMember to = members.get(SimulatedMember.index(ask.to()));
        if (network.isBlocked(member.index, to.index)
            || network.isBlocked(to.index, member.index)) {
          return;
        }
        count(member, ask.request());
        long connection = (long) member.index << 40 | ask.exchange() & 0xffffffffffL;
        schedule(to, new Event.Asked(connection, ask.request(), to.swim.node.settings.address()));
      }
      case Effect.Answer(long connection, Message answer) -> {
        count(member, answer);
        SimulatedMember to = members.get((int) (connection >>> 40));
        long exchange = connection << 24 >> 24;
        schedule(to, new Event.Answered(exchange, answer));
      }
      case Effect.Done _, Effect.Note _ -> {
        // nobody asks
      }
    }
  }

  private static void count(SimulatedMember member, Message message) {
    member.bytesSent += message instanceof Message.PushPull(boolean _, var known, byte[] _)
        ? known.size() * (long) BYTES_PER_KNOWN
        : MessageWriter.write(message).length;
  }

  private void deliver(SimulatedMember from, Effect.Send send) {
    SimulatedMember to = members.get(SimulatedMember.index(send.to()));
    int size = send.messages().size() > 1 ? 2 : 0;
    for (byte[] message : send.messages()) {
      size += message.length + (send.messages().size() > 1 ? 2 : 0);
    }
    from.bytesSent += size + (send.checked() ? 5 : 0);
    if (network.isLost(from.index, to.index)) {
      return;
    }
    long at = now + network.delay();
    for (byte[] message : send.messages()) {
      Event event = new Event.Received(decode(message), SimulatedMember.address(from.index));
      steps.add(new Step(at, 0, ++ids, to, event));
    }
  }

  private void schedule(SimulatedMember to, Event event) {
    steps.add(new Step(now + network.delay(), 0, ++ids, to, event));
  }

  /** The same news goes through many hands. */
  private Message decode(byte[] bytes) {
    if (decoded.size() > MAX_CACHED) {
      decoded.clear();
    }
    return decoded.computeIfAbsent(
        ByteBuffer.wrap(bytes), _ -> CODEC.decode(bytes).messages().getFirst());
  }

  void buried(SimulatedMember by, int of) {
    burials.add(new Burial(now, by, members.get(of)));
  }
}
