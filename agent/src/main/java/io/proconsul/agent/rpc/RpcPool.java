package io.proconsul.agent.rpc;

import io.proconsul.agent.rpc.link.Budget;
import io.proconsul.agent.rpc.link.Pulse;
import io.proconsul.agent.rpc.link.RpcType;
import io.proconsul.agent.tls.RpcTls;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Timer;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls servers over one connection to each, made when it is first needed and closed when it was
 * not used for two minutes. Owned by the agent; any thread.
 */
public final class RpcPool implements RpcCaller, AutoCloseable {
  private static final String TOO_MANY = "rpc error getting client: too many calls wait for ";

  private final Dialer dialer;
  private final Timer timer;
  private final ClientConnection.Side side;
  private final ConcurrentHashMap<Destination, ClientConnection> connections =
      new ConcurrentHashMap<>();
  private final AtomicLong seq = new AtomicLong();
  private final ExecutorService threads;
  private final Pulse pulse;
  private volatile CallRate rate = CallRate.unlimited();
  private volatile boolean closed;

  /**
   * @param tls asked anew for each connection, so that certificates can be replaced
   * @param source our address for connections; null for any
   */
  public RpcPool(
      Supplier<RpcTls> tls, RpcBounds bounds, Timer timer, @Nullable InetAddress source) {
    dialer = new Dialer(tls, timer, source);
    this.timer = timer;
    threads = Executors.newThreadPerTaskExecutor(
        Thread.ofVirtual().name("rpc-call-", 0).factory());
    side =
        new ClientConnection.Side(dialer, bounds, new Budget(bounds.maxBufferedTotal()), threads);
    pulse =
        new Pulse(timer, now -> connections.values().forEach(connection -> connection.tick(now)));
  }

  /** Limits the calls from now on: {@code limits.rpc_rate}, which concerns client agents only. */
  public void limit(CallRate limit) {
    rate = limit;
  }

  @Override
  public Cancellation call(
      Destination server, String method, byte[] args, Duration timeout, Reply reply) {
    if (!rate.allows()) {
      reply.done(new RpcResult.Throttled("RPC rate limit exceeded"));
      return Cancellation.NONE;
    }
    PendingCall call = new PendingCall(seq.incrementAndGet(), method, args, reply);
    ClientConnection connection = submit(server, call);
    if (connection == null) {
      return Cancellation.NONE;
    }
    call.timeout(timer.after(timeout, () -> timedOut(connection, call, reply)));
    return () -> {
      if (call.finish()) {
        connection.abandon(call);
      }
    };
  }

  private @Nullable ClientConnection submit(Destination server, PendingCall call) {
    try {
      while (!closed) {
        ClientConnection connection = connections.computeIfAbsent(server, this::connection);
        switch (connection.submit(call)) {
          case TAKEN -> {
            return connection;
          }
          case FULL -> {
            call.complete(new RpcResult.NotSent(TOO_MANY + server.address()));
            return null;
          }
          case OVER -> connections.remove(server, connection);
        }
      }
    } catch (RejectedExecutionException _) {
      // The pool has closed meanwhile.
    }
    call.complete(new RpcResult.NotSent(YamuxClient.NO_STREAM));
    return null;
  }

  private ClientConnection connection(Destination server) {
    return new ClientConnection(server, side, ended -> connections.remove(ended.server(), ended));
  }

  private static void timedOut(ClientConnection connection, PendingCall call, Reply reply) {
    if (call.finish()) {
      String server = connection.server().address();
      reply.done(
          connection.abandon(call)
              ? new RpcResult.NotSent("rpc error getting client: failed to get conn: dial tcp "
                  + server + ": i/o timeout")
              : new RpcResult.TimedOut("i/o deadline reached"));
    }
  }

  /**
   * Makes a connection for Raft; waits for it.
   *
   * @throws IOException with Go's words
   */
  public RpcStream openRaft(Destination server) throws IOException {
    return open(server, RpcType.RAFT);
  }

  /**
   * Makes a connection for a snapshot; waits for it.
   *
   * @throws IOException with Go's words
   */
  public RpcStream openSnapshot(Destination server) throws IOException {
    return open(server, RpcType.SNAPSHOT);
  }

  private RpcStream open(Destination server, RpcType type) throws IOException {
    Dialer.Dialed dialed = dialer.dial(server, type);
    return new RpcStream(dialed.raw(), dialed.socket());
  }

  /** Ends all connections; calls that are under way fail. */
  @Override
  public void close() {
    closed = true;
    pulse.close();
    threads.shutdown();
    dialer.close();
    connections.values().forEach(ClientConnection::close);
    try {
      threads.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
