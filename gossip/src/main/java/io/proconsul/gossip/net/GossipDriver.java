package io.proconsul.gossip.net;

import io.proconsul.codec.DecodeException;
import io.proconsul.gossip.swim.Effect;
import io.proconsul.gossip.swim.Event;
import io.proconsul.gossip.swim.Machine;
import io.proconsul.gossip.wire.Keyring;
import io.proconsul.gossip.wire.Message;
import io.proconsul.gossip.wire.NodeAddress;
import io.proconsul.gossip.wire.PacketCodec;
import io.proconsul.gossip.wire.Security;
import io.proconsul.gossip.wire.StreamCodec;
import java.io.IOException;
import java.net.BindException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one machine over UDP and TCP on one port. One thread of its own makes all calls to the
 * machine and to what is built on it; the other methods may be called from anywhere. Closing leaves
 * nobody a goodbye: ask {@link #leave} first.
 */
public final class GossipDriver implements AutoCloseable {
  private static final int BIND_TRIES = 10;
  private static final int PACKETS_BEFORE_TIMERS = 256;
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);
  private static final String CLOSED = "memberlist is shut down";

  private final NetSettings settings;
  private final NodeAddress advertised;
  private final PacketPort packets;
  private final StreamPort streams;
  private final Codecs codecs;
  private final Traffic traffic;
  private final Strangers strangers;
  private final Logger log;
  private final Inbox inbox = new Inbox();
  private final long epoch = System.nanoTime();
  private final Map<Long, CompletableFuture<Optional<String>>> pending = new HashMap<>();
  private final Map<Long, CompletableFuture<Optional<Message>>> asked = new HashMap<>();
  private long ids;
  private @Nullable Machine machine;
  private @Nullable Thread thread;
  private volatile boolean closed;

  private GossipDriver(Ports ports, NetSettings settings) throws IOException {
    this.settings = settings;
    this.packets = ports.packets;
    this.streams = ports.streams;
    this.codecs = ports.codecs;
    this.traffic = ports.traffic;
    this.strangers = ports.strangers;
    this.log = ports.log;
    NodeAddress wanted = settings.advertise();
    this.advertised = wanted == null
        ? new NodeAddress(Addresses.reachable(settings.bind().ip()), streams.port())
        : new NodeAddress(wanted.ip(), wanted.port() == 0 ? streams.port() : wanted.port());
  }

  /** Both codecs under one security, replaced as one. */
  private static final class Codecs {
    private final boolean compress;
    private final SecureRandom dice = new SecureRandom();
    volatile Security security;
    volatile PacketCodec packets;
    volatile StreamCodec streams;

    Codecs(Security security, boolean compress) {
      this.compress = compress;
      this.security = security;
      this.packets = new PacketCodec(security, compress, this::randomBytes);
      this.streams = new StreamCodec(security, compress, this::randomBytes);
    }

    void use(Security changed) {
      security = changed;
      packets = new PacketCodec(changed, compress, this::randomBytes);
      streams = new StreamCodec(changed, compress, this::randomBytes);
    }

    private byte[] randomBytes(int count) {
      byte[] bytes = new byte[count];
      dice.nextBytes(bytes);
      return bytes;
    }
  }

  private record Ports(
      PacketPort packets,
      StreamPort streams,
      Codecs codecs,
      Traffic traffic,
      Strangers strangers,
      Logger log) {}

  /**
   * Takes both ports; nothing is read before {@link #start}.
   *
   * @throws IOException in memberlist's words when they cannot be had
   */
  public static GossipDriver bind(NetSettings settings) throws IOException {
    IOException last = new BindException("no port");
    int tries = settings.bind().port() == 0 ? BIND_TRIES : 1;
    for (int i = 0; i < tries; i++) {
      try {
        return new GossipDriver(bindOnce(settings), settings);
      } catch (BindException e) {
        last = e; // of a free TCP port the UDP port may be taken
      }
    }
    throw new IOException(
        "Could not set up network transport: failed to obtain an address: "
            + refusal(settings.bind(), last),
        last);
  }

  /** In Go's words; of either port, since both must be had. */
  private static String refusal(NodeAddress address, IOException cause) {
    String message = String.valueOf(cause.getMessage());
    int hint = message.indexOf(" (");
    String reason = (hint < 0 ? message : message.substring(0, hint)).toLowerCase(Locale.ROOT);
    return "Failed to start TCP listener on \"" + address.ip() + "\" port " + address.port()
        + ": listen tcp " + address + ": bind: " + reason;
  }

  private static Ports bindOnce(NetSettings settings) throws IOException {
    Logger log = LoggerFactory.getLogger("agent.client.memberlist." + settings.pool());
    Traffic traffic = new Traffic();
    Strangers strangers = new Strangers(log);
    Codecs codecs = new Codecs(settings.security(), settings.compress());
    StreamPort streams = StreamPort.bind(
        settings, new StreamPort.Shared(() -> codecs.streams, traffic, strangers, log));
    try {
      NodeAddress same = new NodeAddress(settings.bind().ip(), streams.port());
      PacketPort packets = PacketPort.bind(same, settings.allowed(), traffic, log);
      return new Ports(packets, streams, codecs, traffic, strangers, log);
    } catch (IOException | RuntimeException e) {
      streams.close();
      throw e;
    }
  }

  /** What others are to be told, with the port that was bound. */
  public NodeAddress advertised() {
    return advertised;
  }

  /** Starts the threads; once only. The machine is this driver's from here on. */
  public void start(Machine driven) {
    if (machine != null) {
      throw new IllegalStateException("started before");
    }
    machine = driven;
    thread =
        Thread.ofPlatform().daemon().name("gossip-" + settings.pool()).start(() -> run(driven));
    Thread.ofPlatform()
        .daemon()
        .name("gossip-" + settings.pool() + "-udp")
        .start(() -> packets.readInto(inbox));
    Thread.ofVirtual()
        .name("gossip-" + settings.pool() + "-tcp")
        .start(() -> streams.serve(this::ask));
  }

  private void run(Machine driven) {
    guarded(() -> perform(driven.on(new Event.Started(), now())));
    int sinceTimers = 0;
    while (!closed) {
      try {
        Inbox.Item item = inbox.poll(untilDeadline(driven));
        if (item != null) {
          sinceTimers++;
          guarded(() -> handle(driven, item));
        }
        // what has come goes first: after a pause it may show that nobody is late
        if (driven.nextDeadline() <= now()
            && (inbox.isEmpty() || sinceTimers >= PACKETS_BEFORE_TIMERS)) {
          sinceTimers = 0;
          guarded(() -> perform(driven.on(new Event.Due(), now())));
        }
      } catch (InterruptedException _) {
        break;
      }
    }
    giveUp();
  }

  /** What waits is done as far as it goes, so that nobody waits for ever. */
  private void giveUp() {
    for (Inbox.Item item : inbox.drain()) {
      if (item instanceof Inbox.Call(Runnable action)) {
        guarded(action);
      }
    }
    pending.values().forEach(future -> future.complete(Optional.of(CLOSED)));
    asked.values().forEach(future -> future.complete(Optional.empty()));
  }

  private long untilDeadline(Machine driven) {
    long deadline = driven.nextDeadline();
    return deadline == Machine.NEVER ? Long.MAX_VALUE : deadline - now();
  }

  private long now() {
    return System.nanoTime() - epoch;
  }

  /** A mistake in handling one thing must not make this node deaf to all others. */
  private void guarded(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      log.error("memberlist: unexpected error", e);
    }
  }

  private void handle(Machine driven, Inbox.Item item) {
    switch (item) {
      case Inbox.Call(Runnable action) -> action.run();
      case Inbox.Packet(byte[] bytes, NodeAddress from) -> {
        try {
          PacketCodec.Unpacked unpacked = codecs.packets.decode(bytes);
          String problem = unpacked.problem();
          if (problem != null) {
            bad(from, problem);
          }
          for (Message message : unpacked.messages()) {
            perform(driven.on(new Event.Received(message, from), now()));
          }
        } catch (DecodeException e) {
          bad(from, String.valueOf(e.getMessage()));
        }
      }
    }
  }

  private void bad(NodeAddress from, String problem) {
    traffic.packetsBad.increment();
    strangers.report(from.ip(), problem);
  }

  private void perform(List<Effect> effects) {
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.Send(NodeAddress to, List<byte[]> messages, boolean checked) -> {
          for (byte[] packet : codecs.packets.encode(messages, checked)) {
            packets.send(packet, to);
          }
        }
        case Effect.Ask ask -> open(ask);
        case Effect.Answer(long connection, Message answer) -> {
          CompletableFuture<Optional<Message>> waiting = asked.remove(connection);
          if (waiting != null) {
            waiting.complete(Optional.of(answer));
          }
        }
        case Effect.Done(long token, Optional<String> error) -> {
          CompletableFuture<Optional<String>> waiting = pending.remove(token);
          if (waiting != null) {
            waiting.complete(error);
          }
        }
        case Effect.Note(Effect.Level level, String text) -> note(level, text);
      }
    }
  }

  private void note(Effect.Level level, String text) {
    switch (level) {
      case DEBUG -> log.debug("memberlist: {}", text);
      case INFO -> log.info("memberlist: {}", text);
      case WARN -> log.warn("memberlist: {}", text);
      case ERROR -> log.error("memberlist: {}", text);
    }
  }

  private void open(Effect.Ask ask) {
    Thread.ofVirtual().name("gossip-" + settings.pool() + "-ask").start(() -> {
      StreamPort.Outcome outcome = streams.request(ask.to(), ask.request(), ask.timeout(), true);
      Event event = switch (outcome) {
        case StreamPort.Outcome.Answer(Message message) ->
          new Event.Answered(ask.exchange(), message);
        case StreamPort.Outcome.Error(String text) -> new Event.Unanswered(ask.exchange(), text);
        case StreamPort.Outcome.Sent() -> new Event.Unanswered(ask.exchange(), "no answer");
      };
      submit(now -> driven().on(event, now));
    });
  }

  private Machine driven() {
    Machine driven = machine;
    if (driven == null) {
      throw new IllegalStateException("not started");
    }
    return driven;
  }

  /** A stream's request; waits for what the machine answers, for a virtual thread. */
  private Optional<Message> ask(Message request, NodeAddress from) {
    CompletableFuture<Optional<Message>> answer = new CompletableFuture<>();
    boolean taken = inbox.offer(new Inbox.Call(() -> {
      long connection = ++ids;
      asked.put(connection, answer);
      guarded(() -> perform(driven().on(new Event.Asked(connection, request, from), now())));
      asked.remove(connection);
      answer.complete(Optional.empty());
    }));
    return taken && !closed ? answer.join() : Optional.empty();
  }

  /**
   * Does something with the machine on its thread, now or soon; what it returns is carried out.
   *
   * @param step is given the time; false is returned when it was refused because too much waits
   */
  public boolean submit(LongFunction<List<Effect>> step) {
    return !closed && inbox.offer(new Inbox.Call(() -> perform(step.apply(now()))));
  }

  /**
   * Asks something on the machine's thread; fails when the driver is closed or busy beyond measure.
   */
  public <T> CompletableFuture<T> read(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    boolean taken = submit(_ -> {
      try {
        answer.complete(question.get());
      } catch (RuntimeException e) {
        answer.completeExceptionally(e);
      }
      return List.of();
    });
    if (!taken || closed) {
      answer.completeExceptionally(new IllegalStateException(CLOSED));
    }
    return answer;
  }

  /** Becomes one of a pool. @return memberlist's error, or nothing */
  public CompletableFuture<Optional<String>> join(NodeAddress address) {
    return command(token -> new Event.Join(token, address));
  }

  /** Says goodbye; done when it has gone out to others, for which the caller sets the limit. */
  public CompletableFuture<Optional<String>> leave() {
    return command(Event.Leave::new);
  }

  /** Tells the delegate's new metadata; done as {@link #leave}. */
  public CompletableFuture<Optional<String>> refresh() {
    return command(Event.Refresh::new);
  }

  private CompletableFuture<Optional<String>> command(LongFunction<Event> event) {
    CompletableFuture<Optional<String>> done = new CompletableFuture<>();
    boolean taken = submit(now -> {
      long token = ++ids;
      pending.put(token, done);
      return driven().on(event.apply(token), now);
    });
    if (!taken || closed) {
      done.complete(Optional.of(CLOSED));
    }
    return done;
  }

  /** One packet to one member, which may be lost. */
  public boolean tell(NodeAddress to, byte[] payload) {
    return submit(now -> driven().on(new Event.Tell(to, payload), now));
  }

  /**
   * A message to one member over TCP. Waits; for a virtual thread. @return the error, or nothing
   */
  public Optional<String> sendReliably(NodeAddress to, byte[] payload) {
    Message.User message = new Message.User(payload);
    return switch (streams.request(to, message, settings.streamTimeout(), false)) {
      case StreamPort.Outcome.Error(String text) -> Optional.of(text);
      case StreamPort.Outcome.Answer _, StreamPort.Outcome.Sent _ -> Optional.empty();
    };
  }

  /** The keys in use; null when nothing is encrypted. */
  public @Nullable Keyring keyring() {
    return codecs.security.keyring();
  }

  /** Changes keys from the next packet on. */
  public void use(Keyring keyring) {
    codecs.use(codecs.security.with(keyring));
  }

  public Traffic traffic() {
    return traffic;
  }

  /** Frees the ports and ends the threads; waits for the machine's a few seconds at most. */
  @Override
  public void close() {
    closed = true;
    packets.close();
    streams.close();
    Thread running = thread;
    if (running != null && running != Thread.currentThread()) {
      running.interrupt();
      try {
        running.join(CLOSE_WAIT);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
