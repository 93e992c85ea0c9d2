package io.proconsul.agent.rpc;

import io.proconsul.agent.rpc.link.Budget;
import io.proconsul.agent.rpc.link.Link;
import io.proconsul.agent.rpc.link.RpcType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection to a server that all calls to it share, from the attempt to make it to its
 * end. A virtual thread makes it and then reads it. Calls wait meanwhile, as many as may be under
 * way.
 */
final class ClientConnection {
  private static final Logger LOG = LoggerFactory.getLogger("agent.rpc");
  private static final String NO_CONNECTION = "rpc error getting client: failed to get conn: ";

  /** Consul closes connections that nobody has used for as long. */
  private static final long MAX_IDLE_NANOS = Duration.ofMinutes(2).toNanos();

  private static final long WRITE_NANOS = Duration.ofSeconds(10).toNanos();

  private final Destination server;
  private final Side side;
  private final Consumer<ClientConnection> onEnd;
  private final ArrayDeque<PendingCall> waiting = new ArrayDeque<>();
  private @Nullable Link link;
  private @Nullable YamuxClient client;
  private boolean started;
  private boolean ended;

  /** What the connections of a pool share. */
  record Side(Dialer dialer, RpcBounds bounds, Budget budget, Executor threads) {}

  /** What became of a call that was given here. */
  enum Submitted {
    TAKEN,
    FULL,
    /** The connection takes no more calls. */
    OVER
  }

  ClientConnection(Destination server, Side side, Consumer<ClientConnection> onEnd) {
    this.server = server;
    this.side = side;
    this.onEnd = onEnd;
  }

  Destination server() {
    return server;
  }

  private void run() {
    Link made;
    YamuxClient spoken;
    try {
      Dialer.Dialed dialed = side.dialer().dial(server, RpcType.MULTIPLEX_V2);
      Link.Bounds allowed =
          new Link.Bounds(side.bounds().maxBuffered(), WRITE_NANOS, side.budget());
      made = new Link(dialed.raw(), dialed.socket(), server.address(), allowed, this::over);
      spoken = new YamuxClient(made, side.bounds(), side.budget());
    } catch (IOException e) {
      LOG.debug("no RPC connection: server={} error=\"{}\"", server.address(), e.getMessage());
      fail(NO_CONNECTION + e.getMessage());
      return;
    }
    made.speak(spoken);
    boolean stillborn;
    synchronized (this) {
      stillborn = ended;
      link = made;
      client = spoken;
    }
    made.with(() -> {
      for (PendingCall call : takeWaiting()) {
        submit(spoken, call);
      }
    });
    if (stillborn) {
      made.end(Link.EOF);
    }
    made.run();
  }

  /** As many as these it takes when it is new. */
  private static void submit(YamuxClient spoken, PendingCall call) {
    if (!call.isDone() && spoken.submit(call) != Submitted.TAKEN) {
      throw new IllegalStateException("a new connection takes no calls");
    }
  }

  private synchronized ArrayDeque<PendingCall> takeWaiting() {
    ArrayDeque<PendingCall> taken = new ArrayDeque<>(waiting);
    waiting.clear();
    return taken;
  }

  /** With the first call, so that an attempt that fails finds it here. */
  private void start() {
    if (!started) {
      started = true;
      side.threads().execute(this::run);
    }
  }

  /** @throws java.util.concurrent.RejectedExecutionException when the pool has closed */
  Submitted submit(PendingCall call) {
    Link open;
    YamuxClient spoken;
    synchronized (this) {
      open = link;
      spoken = client;
      if (ended) {
        return Submitted.OVER;
      }
      if (open == null || spoken == null) {
        if (waiting.size() >= side.bounds().maxStreams()) {
          return Submitted.FULL;
        }
        waiting.add(call);
        start();
        return Submitted.TAKEN;
      }
    }
    return open.get(() -> open.ended() ? Submitted.OVER : spoken.submit(call));
  }

  /** Forgets a call that has ended otherwise; true when the server cannot have seen it. */
  boolean abandon(PendingCall call) {
    Link open;
    YamuxClient spoken;
    synchronized (this) {
      open = link;
      spoken = client;
      if (open == null || spoken == null) {
        waiting.remove(call);
        return true;
      }
    }
    return open.get(() -> spoken.abandon(call));
  }

  void tick(long now) {
    Link open;
    YamuxClient spoken;
    synchronized (this) {
      open = link;
      spoken = client;
    }
    if (open == null || spoken == null) {
      return;
    }
    open.tick(now);
    boolean retire = open.get(() -> spoken.unused()
        && (spoken.goingAway() || now - open.lastUse() > MAX_IDLE_NANOS)
        && spoken.retire());
    if (retire) {
      open.end(Link.EOF);
    }
  }

  /** Ends the connection, or the attempt, and all its calls. */
  void close() {
    Link open;
    synchronized (this) {
      open = link;
    }
    if (open == null) {
      fail(NO_CONNECTION + "the agent is shutting down");
    } else {
      open.end(Link.EOF);
    }
  }

  private void fail(String text) {
    over();
    for (PendingCall call : takeWaiting()) {
      call.complete(new RpcResult.NotSent(text));
    }
  }

  private void over() {
    synchronized (this) {
      ended = true;
    }
    onEnd.accept(this);
  }
}
