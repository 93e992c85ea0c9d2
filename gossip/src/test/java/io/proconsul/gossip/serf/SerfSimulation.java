package io.proconsul.gossip.serf;

import io.proconsul.gossip.serf.message.SerfMessage;
import io.proconsul.gossip.swim.Effect;
import io.proconsul.gossip.swim.Event;
import io.proconsul.gossip.swim.Machine;
import io.proconsul.gossip.swim.Settings;
import io.proconsul.gossip.swim.Swim;
import io.proconsul.gossip.swim.Tuning;
import io.proconsul.gossip.wire.IpAddress;
import io.proconsul.gossip.wire.Message;
import io.proconsul.gossip.wire.NodeAddress;
import io.proconsul.gossip.wire.PacketCodec;
import io.proconsul.gossip.wire.Security;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A pool of Serf machines in one thread and in virtual time: packets are lost, late and out of
 * order, members crash; the seed decides everything.
 */
final class SerfSimulation {
  private static final PacketCodec CODEC = new PacketCodec(Security.NONE, false, byte[]::new);
  private static final Comparator<Step> ORDER =
      Comparator.comparingLong(Step::at).thenComparingLong(Step::id);

  final List<Node> nodes = new ArrayList<>();
  private final PriorityQueue<Step> steps = new PriorityQueue<>(ORDER);
  private final Random random;
  private final double loss;
  private long ids;
  private long now;

  private record Step(long at, long id, Node node, Event event) {}

  /** One member and what it was told. */
  final class Node {
    final int index;
    final Serf serf;
    final SerfMachine machine;
    final List<SerfEffect> effects = new ArrayList<>();
    boolean running = true;
    private long wakeAt = Machine.NEVER;

    private Node(int index, Tuning tuning) {
      this.index = index;
      LocalNode self =
          new LocalNode(name(), address(), Map.of("parity", index % 2 == 0 ? "even" : "odd"), null);
      Random own = new Random(random.nextLong());
      serf = new Serf(
          self,
          SerfSettings.CONSUL,
          tuning.spreading(),
          new Serf.Parts(TestingSerf.NEW, own, _ -> Optional.empty()));
      Settings settings = Settings.of(name(), address(), tuning, Security.NONE);
      machine = new SerfMachine(new Swim(settings, serf, own), serf, this::effect);
    }

    String name() {
      return "m" + index;
    }

    NodeAddress address() {
      byte[] ip = ByteBuffer.allocate(4).putInt(0x0a000000 + index).array();
      return new NodeAddress(new IpAddress(ip), 8301);
    }

    /** Whoever is asked answers with its name. */
    private void effect(SerfEffect effect) {
      effects.add(effect);
      if (effect instanceof SerfEffect.Deliver(SerfEvent.QueryReceived query)) {
        schedule(this, serf -> serf.respond(query, TestingSerf.bytes(name())));
      }
    }

    /** Lines of the user events it was told. */
    List<String> events() {
      return effects.stream()
          .filter(SerfEffect.Deliver.class::isInstance)
          .map(effect -> ((SerfEffect.Deliver) effect).event())
          .filter(SerfEvent.UserEventReceived.class::isInstance)
          .map(event -> ((SerfEvent.UserEventReceived) event).event())
          .map(event -> event.ltime() + " " + event.name())
          .toList();
    }

    /** How often it was told that of a member. */
    long told(MemberChange change, Node of) {
      return effects.stream()
          .filter(effect -> effect
                  instanceof
                  SerfEffect.Deliver(
                      SerfEvent.MembersChanged(MemberChange kind, List<Member> members))
              && kind == change
              && members.getFirst().name().equals(of.name()))
          .count();
    }

    MemberStatus status(Node of) {
      return serf.members().stream()
          .filter(member -> member.name().equals(of.name()))
          .map(Member::status)
          .findFirst()
          .orElse(MemberStatus.NONE);
    }
  }

  SerfSimulation(int members, double loss, Tuning tuning, long seed) {
    this.random = new Random(seed);
    this.loss = loss;
    for (int i = 0; i < members; i++) {
      nodes.add(new Node(i, tuning));
    }
    nodes.forEach(node -> act(node, new Event.Started()));
    for (Node node : nodes.subList(1, members)) {
      act(node, new Event.Join(1, nodes.getFirst().address()));
      run(Duration.ofMillis(50));
      perform(node, Serf::announce);
    }
  }

  void perform(Node node, Consumer<Serf> operation) {
    node.machine.perform(operation, now).forEach(effect -> carryOut(node, effect));
    wake(node);
  }

  /** A user takes a moment. */
  private void schedule(Node node, Consumer<Serf> operation) {
    operations.add(new Operation(now + 1_000_000, node, operation));
  }

  private final List<Operation> operations = new ArrayList<>();

  private record Operation(long at, Node node, Consumer<Serf> operation) {}

  void crash(Node node) {
    node.running = false;
  }

  void leave(Node node) {
    perform(node, serf -> serf.leave(1));
    run(Duration.ofSeconds(2));
    act(node, new Event.Leave(2));
  }

  void run(Duration time) {
    long end = now + time.toNanos();
    while (!steps.isEmpty() && steps.peek().at <= end) {
      Step step = steps.poll();
      now = step.at;
      runOperations();
      boolean stale = step.event instanceof Event.Due && step.node.wakeAt != step.at;
      if (step.node.running && !stale) {
        act(step.node, step.event);
      }
    }
    now = end;
  }

  private void runOperations() {
    List<Operation> due = operations.stream().filter(each -> each.at <= now).toList();
    operations.removeAll(due);
    due.forEach(each -> perform(each.node, each.operation));
  }

  private void act(Node node, Event event) {
    if (event instanceof Event.Due) {
      node.wakeAt = Machine.NEVER;
    }
    node.machine.on(event, now).forEach(effect -> carryOut(node, effect));
    wake(node);
  }

  private void wake(Node node) {
    long deadline = Math.max(now, node.machine.nextDeadline());
    if (deadline < node.wakeAt) {
      node.wakeAt = deadline;
      add(deadline, node, new Event.Due());
    }
  }

  private void carryOut(Node node, Effect effect) {
    switch (effect) {
      case Effect.Send(NodeAddress to, List<byte[]> messages, boolean _) -> {
        if (random.nextDouble() >= loss) {
          for (byte[] message : messages) {
            Event event =
                new Event.Received(CODEC.decode(message).messages().getFirst(), node.address());
            add(later(), node(to), event);
          }
        }
      }
      case Effect.Ask(long exchange, NodeAddress to, Message request, Duration _) ->
        add(
            later(),
            node(to),
            new Event.Asked((long) node.index << 40 | exchange & 0xffffffffffL, request, to));
      case Effect.Answer(long connection, Message answer) ->
        add(
            later(),
            nodes.get((int) (connection >>> 40)),
            new Event.Answered(connection << 24 >> 24, answer));
      case Effect.Done _, Effect.Note _ -> {
        // nobody asks
      }
    }
  }

  private long later() {
    return now + 200_000 + random.nextLong(10_000_000);
  }

  private Node node(NodeAddress address) {
    return nodes.get(ByteBuffer.wrap(address.ip().bytes()).getInt() - 0x0a000000);
  }

  private void add(long at, Node node, Event event) {
    steps.add(new Step(at, ++ids, node, event));
  }

  /** An event's name without its time. */
  static SerfMessage.NamedPayload content(String name) {
    return new SerfMessage.NamedPayload(name, new byte[0]);
  }
}
