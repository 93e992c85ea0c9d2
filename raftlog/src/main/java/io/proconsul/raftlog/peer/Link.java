package io.proconsul.raftlog.peer;

import io.proconsul.raftlog.Dialer;
import io.proconsul.raftlog.InFlight;
import io.proconsul.raftlog.Wire;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The way to one peer for one channel: connects when there is something to ask, again after it
 * broke, and matches answers to requests. Owned by {@link Peers}; a virtual thread connects and
 * writes, another one reads.
 */
final class Link {
  private static final int MAX_CALLS = 1024;
  private static final long MAX_BYTES = 64L << 20;
  private static final int BUFFER = 64 << 10;
  private static final long MIN_BACKOFF_MILLIS = 20;
  private static final long MAX_BACKOFF_MILLIS = 1000;

  private record Call(Answer answer, int size, long since, long deadline) {}

  /** A connection whose greeting was sent; answers flow once the writer is there. */
  private record Connection(Wire wire, long since, @Nullable FrameWriter writer) {}

  private final Greeting greeting;
  private final Dialer dialer;
  private final Notices notices;
  private final Limits limits;
  private final FrameRoom rooms;
  private final Thread thread;
  private final InFlight bound = new InFlight(MAX_CALLS, MAX_BYTES);
  private final AtomicLong lastId = new AtomicLong();

  /** Bounded by {@link #bound}, as is what is not sent yet. */
  private final ConcurrentHashMap<Long, Call> calls = new ConcurrentHashMap<>();

  private final Queue<byte[]> unsent = new ArrayDeque<>();
  private @Nullable Connection connection;
  private boolean open = true;
  private int failures;
  private long retryAt;
  private String lastFailure = "";
  private volatile long lastReceived = System.nanoTime();

  Link(Greeting greeting, Dialer dialer, Notices notices, Limits limits, FrameRoom rooms) {
    this.greeting = greeting;
    this.dialer = dialer;
    this.notices = notices;
    this.limits = limits;
    this.rooms = rooms;
    this.thread = Thread.ofVirtual()
        .name("log-link-" + greeting.to() + "-" + greeting.channel())
        .unstarted(this::run);
  }

  Link start() {
    thread.start();
    return this;
  }

  /** @throws IOException when it is not even tried: the peer was just found away, or is too slow */
  void call(byte kind, byte[] payload, long timeoutNanos, Answer answer) throws IOException {
    var id = lastId.incrementAndGet();
    var frame = new Frame(id, Frame.Type.REQUEST, kind, payload).encode();
    synchronized (this) {
      if (!open) {
        throw new IOException("the log is closed");
      }
      var now = System.nanoTime();
      if (connection == null && failures > 0 && now - retryAt < 0) {
        throw new IOException(lastFailure);
      }
      if (!bound.enter(frame.length)) {
        throw new IOException(
            greeting.to() + " leaves " + bound.count() + " requests without an answer");
      }
      calls.put(id, new Call(answer, frame.length, now, now + timeoutNanos));
      if (connection != null && connection.writer() != null) {
        // The bound above is the smaller one.
        var _ = connection.writer().offer(frame);
      } else {
        unsent.add(frame);
        notifyAll();
      }
    }
  }

  /** The peer was heard of, so that there is no point in waiting before the next attempt. */
  synchronized void hurry() {
    failures = 0;
    notifyAll();
  }

  /** The connection leads to a peer that is gone, whatever it looks like. */
  void reset() {
    Connection current;
    synchronized (this) {
      current = connection;
    }
    if (current != null) {
      close(current.wire());
    }
  }

  /** Ends what takes too long. */
  void sweep(long now) {
    var silent = false;
    for (var entry : calls.entrySet()) {
      var call = entry.getValue();
      if (now - call.deadline() >= 0 && calls.remove(entry.getKey(), call)) {
        bound.leave(call.size());
        silent |= call.since() - lastReceived > 0;
        Thread.startVirtualThread(call.answer()::timedOut);
      }
    }
    Connection current;
    synchronized (this) {
      current = connection;
    }
    if (current != null && isDead(current, now, silent)) {
      close(current.wire());
    }
  }

  private boolean isDead(Connection current, long now, boolean silent) {
    var writer = current.writer();
    if (writer == null) {
      return now - current.since() > limits.greetingNanos();
    }
    return writer.isStuck(now, limits.writeNanos())
        || silent && now - Math.max(lastReceived, current.since()) > limits.silenceNanos();
  }

  private void run() {
    while (awaitWork()) {
      try {
        serve(dialer.dial(greeting.to()));
      } catch (IOException | RuntimeException e) {
        unreachable(e);
        broken(e);
      }
    }
    broken(new IOException("the log is closed"));
  }

  /** A connection that ends is not worth a word: if the peer is gone, the next attempt tells. */
  private synchronized void unreachable(Exception cause) {
    if (open && (connection == null || connection.writer() == null)) {
      notices.warn(
          greeting.to(), "The log of " + greeting.to() + " cannot be reached: " + text(cause));
    }
  }

  private static String text(Exception cause) {
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  private synchronized boolean awaitWork() {
    try {
      while (open) {
        var waitNanos = failures == 0 ? 0 : retryAt - System.nanoTime();
        if (waitNanos <= 0 && !unsent.isEmpty()) {
          return true;
        }
        wait(waitNanos <= 0 ? 0 : waitNanos / 1_000_000 + 1);
      }
    } catch (InterruptedException _) {
      // Only close interrupts.
    }
    return false;
  }

  private void serve(Wire wire) throws IOException {
    try {
      if (!connecting(wire)) {
        return;
      }
      greeting.write(wire.output());
      var in = new DataInputStream(new BufferedInputStream(wire.input(), BUFFER));
      var refusal = Greeting.readAnswer(in);
      if (!refusal.isEmpty()) {
        throw new FrameException(wire.description() + " refuses: " + refusal);
      }
      var writer = connected(wire);
      var reader = Thread.ofVirtual().start(() -> read(wire, in, writer));
      try {
        writer.run();
      } finally {
        close(wire);
        joinQuietly(reader);
      }
      throw new IOException("the connection to " + wire.description() + " ended");
    } finally {
      close(wire);
    }
  }

  private synchronized boolean connecting(Wire wire) {
    connection = new Connection(wire, System.nanoTime(), null);
    return open;
  }

  private synchronized FrameWriter connected(Wire wire) {
    var writer = new FrameWriter(wire);
    connection = new Connection(wire, System.nanoTime(), writer);
    unsent.forEach(writer::offer);
    unsent.clear();
    failures = 0;
    notices.mended(greeting.to());
    return writer;
  }

  private void read(Wire wire, DataInputStream in, FrameWriter writer) {
    try {
      while (true) {
        try (var room = rooms.open()) {
          var frame = Frame.read(in, room);
          lastReceived = System.nanoTime();
          answer(frame);
        }
      }
    } catch (FrameException e) {
      notices.warn(greeting.to(), wire.description() + " sent " + e.getMessage());
    } catch (IOException _) {
      // The peer is gone, which the calls that are open will tell.
    } finally {
      close(wire);
      writer.end();
    }
  }

  private void answer(Frame frame) throws FrameException {
    var call = calls.remove(frame.id());
    if (call == null) {
      // It came after its time.
      return;
    }
    bound.leave(call.size());
    switch (frame.type()) {
      case ANSWER -> call.answer().received(frame.payload());
      case FAILURE -> call.answer().refused(frame.payload());
      case REQUEST -> {
        call.answer().failed(new IOException("a request in place of an answer"));
        throw new FrameException("a request in place of an answer");
      }
    }
  }

  private void broken(Exception cause) {
    var text = text(cause);
    synchronized (this) {
      var wait = Math.min(MAX_BACKOFF_MILLIS, MIN_BACKOFF_MILLIS << Math.min(failures, 6));
      failures++;
      retryAt = System.nanoTime() + wait * 1_000_000;
      lastFailure = text;
      connection = null;
      unsent.clear();
    }
    for (var entry : calls.entrySet()) {
      var call = entry.getValue();
      if (calls.remove(entry.getKey(), call)) {
        bound.leave(call.size());
        call.answer().failed(new IOException(text));
      }
    }
  }

  /** Lets what was asked until now go out, for a moment; then the connection is closed. */
  void close(long graceMillis) {
    Connection current;
    synchronized (this) {
      open = false;
      current = connection;
      notifyAll();
      if (current != null && current.writer() != null) {
        current.writer().end();
      }
    }
    try {
      if (current == null || !thread.join(Duration.ofMillis(graceMillis))) {
        thread.interrupt();
        if (current != null) {
          close(current.wire());
        }
      }
    } catch (InterruptedException _) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  void join() {
    joinQuietly(thread);
  }

  static void joinQuietly(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  static void close(Wire wire) {
    try {
      wire.close();
    } catch (IOException _) {
      // It is of no use any more either way.
    }
  }
}
