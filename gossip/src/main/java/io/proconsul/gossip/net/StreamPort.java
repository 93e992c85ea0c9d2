package io.proconsul.gossip.net;

import io.proconsul.codec.DecodeException;
import io.proconsul.gossip.wire.Message;
import io.proconsul.gossip.wire.NodeAddress;
import io.proconsul.gossip.wire.StreamCodec;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * The TCP port: one request and at most one answer on each connection, a virtual thread for each,
 * at most {@link #MAX_IN} in and {@link #MAX_OUT} out at a time, each with one deadline for all of
 * it; those of a direction share one {@link StreamBudget}.
 */
final class StreamPort implements AutoCloseable {
  static final int MAX_IN = 128;
  static final int MAX_OUT = 256;

  /** Answers in the making, which take a few times the memory of ready ones. */
  private static final int MAX_ENCODING = 2;

  /** Of a member in an answer that is not written yet. */
  private static final long MEMBER_COST = 128;

  private final ServerSocket server;
  private final NetSettings settings;
  private final Supplier<StreamCodec> codec;
  private final Traffic traffic;
  private final Strangers strangers;
  private final Strangers crowd;
  private final Logger log;
  private final Deadlines deadlines;
  private final Semaphore in = new Semaphore(MAX_IN);
  private final Semaphore out = new Semaphore(MAX_OUT);
  private final Semaphore encoding = new Semaphore(MAX_ENCODING);
  private final StreamBudget budgetIn;
  private final StreamBudget budgetOut;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** What both ports of a driver share. */
  record Shared(Supplier<StreamCodec> codec, Traffic traffic, Strangers strangers, Logger log) {}

  private StreamPort(ServerSocket server, NetSettings settings, Shared shared) {
    this.server = server;
    this.settings = settings;
    this.codec = shared.codec;
    this.traffic = shared.traffic;
    this.strangers = shared.strangers;
    this.log = shared.log;
    this.crowd = new Strangers(shared.log);
    this.budgetIn = new StreamBudget(settings.streamBytes());
    this.budgetOut = new StreamBudget(settings.streamBytes());
    this.deadlines = new Deadlines(settings.pool());
  }

  static StreamPort bind(NetSettings settings, Shared shared) throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.setReuseAddress(true);
      server.bind(Addresses.socket(settings.bind()), MAX_IN);
      return new StreamPort(server, settings, shared);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  int port() {
    return server.getLocalPort();
  }

  /**
   * Accepts until the port is closed.
   *
   * @param answerer takes a request and waits for its answer, if there is to be one
   */
  void serve(BiFunction<Message, NodeAddress, Optional<Message>> answerer) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        accepted(socket, answerer);
      } catch (IOException e) {
        if (!server.isClosed()) {
          log.error("memberlist: Error accepting TCP connection: {}", e.getMessage());
          pause();
        }
      }
    }
  }

  /** Without file descriptors each accept fails at once; one that comes free is worth a wait. */
  private static void pause() {
    try {
      Thread.sleep(Duration.ofMillis(100));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void accepted(
      Socket socket, BiFunction<Message, NodeAddress, Optional<Message>> answerer) {
    NodeAddress from = Addresses.node((InetSocketAddress) socket.getRemoteSocketAddress());
    if (!settings.allowed().test(from.ip())) {
      refuse(socket);
      return;
    }
    if (!in.tryAcquire()) {
      crowded(from, MAX_IN + " streams are open");
      refuse(socket);
      return;
    }
    traffic.streamsIn.increment();
    Thread.ofVirtual().name("gossip-" + settings.pool() + "-stream").start(() -> {
      try (Deadlines.Watch _ = deadlines.watch(socket, settings.streamTimeout())) {
        answer(socket, from, answerer);
      } catch (EOFException e) {
        log.debug("memberlist: failed to receive: {} from={}", e.getMessage(), from);
      } catch (IOException e) {
        traffic.streamsBad.increment();
        strangers.report(from.ip(), "failed to receive: " + e.getMessage());
      } finally {
        in.release();
        finish(socket);
      }
    });
  }

  private void refuse(Socket socket) {
    traffic.streamsRefused.increment();
    finish(socket);
  }

  private void crowded(NodeAddress from, String reason) {
    if (crowd.isNew(from.ip())) {
      log.warn(
          "memberlist: refused a stream: {} from={} (said once for this address)",
          reason,
          from.ip());
    }
  }

  private void answer(
      Socket socket, NodeAddress from, BiFunction<Message, NodeAddress, Optional<Message>> answerer)
      throws IOException {
    Optional<Message> answer;
    try (StreamBudget.Share memory = budgetIn.open()) {
      try {
        InputStream input = new BufferedInputStream(socket.getInputStream());
        answer = answerer.apply(codec.get().readRequest(input, memory), from);
      } catch (DecodeException e) {
        answer = Optional.of(new Message.Failure(String.valueOf(e.getMessage())));
        if (memory.exhausted()) {
          overBudget(from);
        } else {
          traffic.streamsBad.increment();
          strangers.report(from.ip(), "failed to receive: " + e.getMessage());
        }
      }
    }
    if (answer.isPresent()) {
      send(socket, from, answer.get());
    }
  }

  private void overBudget(NodeAddress from) {
    traffic.streamsOverBudget.increment();
    crowded(from, "all streams together would hold more than " + budgetIn.max() + " bytes");
  }

  /** An answer counts while it is on its way: who asks need not read it. */
  private void send(Socket socket, NodeAddress from, Message answer) throws IOException {
    try (StreamBudget.Share memory = budgetIn.open()) {
      long weight = answer instanceof Message.PushPull state
          ? state.members().size() * MEMBER_COST + state.userState().length
          : MEMBER_COST;
      memory.take(weight);
      byte[] bytes = encoded(answer);
      memory.give(weight);
      memory.take(bytes.length);
      write(socket, bytes);
    } catch (DecodeException _) {
      overBudget(from);
    }
  }

  private byte[] encoded(Message answer) {
    encoding.acquireUninterruptibly();
    try {
      return codec.get().answer(answer);
    } finally {
      encoding.release();
    }
  }

  private void write(Socket socket, byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    traffic.streamBytesOut.add(bytes.length);
  }

  private void finish(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      log.debug("memberlist: Failed to close a stream: {}", e.getMessage());
    }
  }

  /** What came of a request: the answer, or none and why. */
  sealed interface Outcome {
    record Answer(Message message) implements Outcome {}

    record Sent() implements Outcome {}

    record Error(String text) implements Outcome {}
  }

  /** Connects, writes, and reads the answer if there is to be one. Waits; for a virtual thread. */
  Outcome request(NodeAddress to, Message request, Duration timeout, boolean answered) {
    if (!out.tryAcquire()) {
      return new Outcome.Error("too many streams");
    }
    Socket socket = new Socket();
    open.add(socket);
    try (Deadlines.Watch watch = deadlines.watch(socket, timeout)) {
      return connect(socket, to, timeout)
          .<Outcome>map(Outcome.Error::new)
          .orElseGet(() -> talk(socket, request, watch, answered));
    } finally {
      out.release();
      finish(socket);
    }
  }

  private Optional<String> connect(Socket socket, NodeAddress to, Duration timeout) {
    try {
      int millis = Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE);
      socket.connect(Addresses.socket(to), millis);
      socket.setTcpNoDelay(true);
      traffic.streamsOut.increment();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(NetErrors.dialing(to.toString(), e));
    }
  }

  private Outcome talk(Socket socket, Message request, Deadlines.Watch watch, boolean answered) {
    String ends = socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort() + "->"
        + Addresses.node((InetSocketAddress) socket.getRemoteSocketAddress());
    try (StreamBudget.Share memory = budgetOut.open()) {
      write(socket, codec.get().request(request));
      if (!answered) {
        return new Outcome.Sent();
      }
      InputStream input = new BufferedInputStream(socket.getInputStream());
      return new Outcome.Answer(codec.get().readAnswer(input, memory));
    } catch (IOException e) {
      return new Outcome.Error(NetErrors.talking(ends, watch.expired(), e));
    } catch (DecodeException e) {
      return new Outcome.Error(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      log.debug("memberlist: Failed to close the TCP port: {}", e.getMessage());
    }
    Set.copyOf(open).forEach(this::finish);
    deadlines.close();
  }
}
