package io.proconsul.gossip.swim;

import io.proconsul.codec.DecodeException;
import io.proconsul.gossip.wire.IpAddress;
import io.proconsul.gossip.wire.Message;
import io.proconsul.gossip.wire.NodeAddress;
import io.proconsul.gossip.wire.PacketCodec;
import io.proconsul.gossip.wire.Security;
import io.proconsul.gossip.wire.Versions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** One machine called {@code self} at 10.0.0.1, started, alone, with a time that tests move. */
final class TestingNode {
  static final NodeAddress SELF = address(1);
  private static final PacketCodec CODEC = new PacketCodec(Security.NONE, false, byte[]::new);

  final List<String> lines = new ArrayList<>();
  final RecordingDelegate delegate = new RecordingDelegate("self", lines::add);
  final Swim swim;
  private final List<Effect> effects = new ArrayList<>();
  private boolean answering;
  private long now;

  TestingNode() {
    this(Tuning.LAN);
  }

  TestingNode(Tuning tuning) {
    this(Settings.of("self", SELF, tuning, Security.NONE));
  }

  TestingNode(Settings settings) {
    swim = new Swim(settings, delegate, new Random(1));
    on(new Event.Started());
    lines.clear();
    effects.clear();
  }

  static NodeAddress address(int last) {
    return new NodeAddress(new IpAddress(new byte[] {10, 0, 0, (byte) last}), 8301);
  }

  static Message.Alive alive(String name, int last, long incarnation) {
    return new Message.Alive(incarnation, name, address(last), new byte[] {'m'}, Versions.SERF);
  }

  /**
   * Members {@code a}, {@code b} and so on at 10.0.0.2 and above, of which the lines are forgotten.
   */
  TestingNode with(int others) {
    for (int i = 0; i < others; i++) {
      hear(alive(String.valueOf((char) ('a' + i)), 2 + i, 1));
    }
    lines.clear();
    effects.clear();
    return this;
  }

  /** From here on every ping is answered. */
  TestingNode answering() {
    answering = true;
    return this;
  }

  void on(Event event) {
    List<Effect> more = swim.on(event, now);
    effects.addAll(more);
    if (answering) {
      more.stream()
          .filter(Effect.Send.class::isInstance)
          .map(Effect.Send.class::cast)
          .flatMap(TestingNode::messages)
          .map(Sent::message)
          .filter(Message.Ping.class::isInstance)
          .map(Message.Ping.class::cast)
          .forEach(ping -> hear(new Message.Ack(ping.seqNo(), new byte[0])));
    }
  }

  void hear(Message message) {
    on(new Event.Received(message, address(9)));
  }

  /** Lets time pass, with all timers in between. */
  void pass(Duration time) {
    long end = now + time.toNanos();
    while (swim.nextDeadline() <= end) {
      now = Math.max(now, swim.nextDeadline());
      on(new Event.Due());
    }
    now = end;
  }

  /** The effects of one kind since the last call of any such method. */
  <E extends Effect> List<E> take(Class<E> kind) {
    List<E> taken = effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    effects.clear();
    return taken;
  }

  /** The messages in packets since the last call, each with its receiver. */
  List<Sent> sent() {
    return take(Effect.Send.class).stream().flatMap(TestingNode::messages).toList();
  }

  <M extends Message> List<M> sent(Class<M> kind) {
    return sent().stream()
        .map(Sent::message)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  record Sent(NodeAddress to, Message message) {}

  static Stream<Sent> messages(Effect.Send send) {
    return CODEC.encode(send.messages(), false).stream()
        .flatMap(packet -> {
          PacketCodec.Unpacked unpacked = CODEC.decode(packet);
          if (unpacked.problem() != null) {
            throw new DecodeException(unpacked.problem());
          }
          return unpacked.messages().stream();
        })
        .map(message -> new Sent(send.to(), message));
  }

  Peer.State state(String name) {
    return swim.member(name).orElseThrow().state();
  }
}
