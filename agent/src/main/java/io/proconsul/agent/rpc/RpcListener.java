package io.proconsul.agent.rpc;

import io.proconsul.agent.rpc.Greeting.RefusedException;
import io.proconsul.agent.rpc.link.Budget;
import io.proconsul.agent.rpc.link.ConnectionCounts;
import io.proconsul.agent.rpc.link.Link;
import io.proconsul.agent.rpc.link.Protocol;
import io.proconsul.agent.rpc.link.Pulse;
import io.proconsul.agent.rpc.link.RpcType;
import io.proconsul.agent.tls.RpcTls;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Timer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server port: accepts connections, finds out what each is for, and serves it or refuses it.
 * Owned by the agent. A virtual thread for each connection reads it and hands its calls over.
 */
public final class RpcListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("agent.rpc");
  private static final int BACKLOG = 1_024;
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(10);
  private static final long PAUSE_NANOS = 50_000_000;

  /** Buffers, threads and the state of TLS; connections take half of the budget at most. */
  private static final int CONNECTION_COST = 32 * 1024;

  private final ServerSocket server;
  private final RpcServices services;
  private final Supplier<RpcTls> tls;
  private final RpcBounds bounds;
  private final Timer timer;
  private final Budget budget;
  private final Budget connections;
  private final AtomicBoolean crowded = new AtomicBoolean();
  private final ConnectionCounts counts;
  private final ExecutorService threads;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final Pulse pulse;

  private RpcListener(
      ServerSocket server,
      RpcServices services,
      Supplier<RpcTls> tls,
      RpcBounds bounds,
      Timer timer) {
    this.server = server;
    this.services = services;
    this.tls = tls;
    this.bounds = bounds;
    this.timer = timer;
    budget = new Budget(bounds.maxBufferedTotal());
    connections = new Budget(bounds.maxBufferedTotal() / 2);
    counts = new ConnectionCounts(bounds.maxConnectionsPerClient());
    threads = Executors.newThreadPerTaskExecutor(
        Thread.ofVirtual().name("rpc-" + server.getLocalPort() + "-", 0).factory());
    pulse = new Pulse(timer, now -> links.forEach(link -> link.tick(now)));
  }

  /**
   * Starts to listen.
   *
   * @param address port 0 for any
   * @param tls asked anew for each connection, so that certificates can be replaced
   * @throws IOException when the address cannot be had, with Go's words for it
   */
  public static RpcListener start(
      InetSocketAddress address,
      RpcServices services,
      Supplier<RpcTls> tls,
      RpcBounds bounds,
      Timer timer)
      throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.setReuseAddress(true);
      server.bind(address, BACKLOG);
    } catch (IOException e) {
      server.close();
      String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
      int hint = message.indexOf(" (");
      throw new IOException(
          "listen tcp " + new Peer(address, false, false) + ": bind: "
              + (hint < 0 ? message : message.substring(0, hint)),
          e);
    }
    RpcListener listener = new RpcListener(server, services, tls, bounds, timer);
    listener.threads.execute(listener::accept);
    return listener;
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        admit(server.accept());
      } catch (IOException e) {
        if (!server.isClosed()) {
          LOG.error("failed to accept RPC conn: error=\"{}\"", e.getMessage());
          // Out of file descriptors, most likely: it would fail again at once.
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
    }
  }

  private void admit(Socket raw) {
    InetAddress address = raw.getInetAddress();
    if (address == null || !counts.opened(address)) {
      LOG.warn("rejecting RPC conn because rpc_max_conns_per_client exceeded: from={}", address);
      close(raw);
      return;
    }
    if (!connections.take(CONNECTION_COST)) {
      counts.closed(address);
      if (crowded.compareAndSet(false, true)) {
        LOG.warn("rejecting RPC conns because all together are too many: from={}", address);
      }
      close(raw);
      return;
    }
    open.add(raw);
    try {
      threads.execute(() -> {
        try {
          serve(raw);
        } finally {
          open.remove(raw);
          ended(address);
        }
      });
    } catch (RejectedExecutionException _) {
      close(raw); // the listener has closed
    }
  }

  private void ended(InetAddress address) {
    counts.closed(address);
    connections.give(CONNECTION_COST);
    if (connections.used() < bounds.maxBufferedTotal() / 4) {
      crowded.set(false);
    }
  }

  private void serve(Socket raw) {
    String from = String.valueOf(raw.getRemoteSocketAddress()).replaceFirst("^/", "");
    try {
      raw.setTcpNoDelay(true);
      raw.setKeepAlive(true);
      serve(raw, greet(raw));
    } catch (RefusedException e) {
      LOG.warn("refused RPC conn: from={} reason=\"{}\"", from, e.getMessage());
      close(raw);
    } catch (IOException e) {
      // Port scans and health checks connect and say nothing.
      LOG.debug("failed to begin RPC conn: from={} error=\"{}\"", from, e.getMessage());
      close(raw);
    }
  }

  private Greeting greet(Socket raw) throws IOException {
    Duration timeout = bounds.handshakeTimeout();
    Cancellation deadline =
        timeout.isPositive() ? timer.after(timeout, () -> close(raw)) : Cancellation.NONE;
    try {
      return Greeting.read(raw, tls.get());
    } finally {
      deadline.cancel();
    }
  }

  private void serve(Socket raw, Greeting greeting) throws IOException {
    Peer peer = greeting.peer();
    switch (greeting.type()) {
      case CONSUL, MULTIPLEX_V2 -> serveCalls(raw, greeting);
      case RAFT -> hand(raw, greeting, services.raft());
      case SNAPSHOT -> hand(raw, greeting, services.snapshots());
      case TLS, MULTIPLEX, GOSSIP, TLS_INSECURE, GRPC, RAFT_FORWARDING ->
        throw new RefusedException("no " + greeting.type() + " here, for " + peer);
    }
  }

  private void hand(Socket raw, Greeting greeting, @Nullable StreamAcceptor acceptor)
      throws IOException {
    if (acceptor == null) {
      throw new RefusedException("no " + greeting.type() + " here");
    }
    try (RpcStream stream = new RpcStream(raw, greeting.socket())) {
      acceptor.accept(stream, greeting.peer());
    } catch (RuntimeException e) {
      LOG.error("a {} connection failed: from={}", greeting.type(), greeting.peer(), e);
    }
  }

  private void serveCalls(Socket raw, Greeting greeting) {
    Peer peer = greeting.peer();
    Link.Bounds allowed = new Link.Bounds(bounds.maxBuffered(), WRITE_TIMEOUT.toNanos(), budget);
    Link link = new Link(raw, greeting.socket(), peer.toString(), allowed, () -> {});
    ServerSide side = new ServerSide(link, peer, services.calls(), bounds, budget);
    Protocol spoken =
        greeting.type() == RpcType.CONSUL ? new BareServer(side) : new YamuxServer(side);
    link.speak(spoken);
    links.add(link);
    try {
      link.run();
    } finally {
      links.remove(link);
    }
  }

  private static void close(Socket raw) {
    try {
      raw.close();
    } catch (IOException _) {
      // It is gone either way.
    }
  }

  /** Bytes that all connections keep for what is not complete. */
  long buffered() {
    return budget.used();
  }

  @Override
  public void close() {
    pulse.close();
    try {
      server.close();
    } catch (IOException e) {
      LOG.warn("the server port did not close: {}", e.getMessage());
    }
    threads.shutdown();
    open.forEach(RpcListener::close);
    try {
      threads.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
