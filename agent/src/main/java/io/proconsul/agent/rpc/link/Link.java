package io.proconsul.agent.rpc.link;

import io.proconsul.agent.rpc.yamux.YamuxException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection and what is spoken on it. One virtual thread reads, another writes all that has
 * gathered since its last write, so that many small messages share one. Whatever calls others runs
 * behind the lock: see {@link #later}. Bounded: what waits to be sent, and each write's time.
 */
public final class Link {
  public static final String EOF = "EOF";
  private static final Logger LOG = LoggerFactory.getLogger("agent.rpc");
  private static final int LEAST_BUFFER = 4 * 1024;
  private static final int MOST_BUFFER = 64 * 1024;

  private final Socket raw;
  private final Socket socket;
  private final String name;
  private final Bounds bounds;
  private final Runnable onEnd;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition output = lock.newCondition();
  private final Condition over = lock.newCondition();
  private List<Runnable> later = new ArrayList<>();
  private Protocol protocol;
  private boolean writerWaits;
  private boolean flushing;
  private boolean ended;
  private long lastUse = System.nanoTime();

  /** What of the budget is taken for what waits to be sent. */
  private long charged;

  /** When the write that is under way began; 0 when none is. */
  private volatile long writingSince;

  /**
   * What a link may take.
   *
   * @param maxQueued bytes that wait to be sent
   * @param writeNanos for one write
   */
  public record Bounds(long maxQueued, long writeNanos, Budget budget) {}

  /**
   * @param raw the TCP connection
   * @param socket the same, or TLS over it
   * @param name of the peer, for log lines
   * @param onEnd runs once, when the connection is no more
   */
  public Link(Socket raw, Socket socket, String name, Bounds bounds, Runnable onEnd) {
    this.raw = raw;
    this.socket = socket;
    this.name = name;
    this.bounds = bounds;
    this.onEnd = onEnd;
    this.protocol = Silence.INSTANCE;
  }

  /** Tells what is spoken, before anything else. */
  public void speak(Protocol spoken) {
    with(() -> protocol = spoken);
  }

  /**
   * Starts to write, and reads on the thread that calls; returns when the connection is no more.
   */
  public void run() {
    read();
    awaitEnd();
  }

  private void read() {
    Thread.ofVirtual().name("rpc-write-" + name).start(this::write);
    try {
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[LEAST_BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        receive(buffer, n);
        buffer = sized(buffer, n);
      }
    } catch (YamuxException e) {
      LOG.warn("RPC connection ended: from={} error=\"{}\"", name, e.getMessage());
      if (flush()) {
        return;
      }
    } catch (IOException e) {
      LOG.debug("RPC connection lost: from={} error=\"{}\"", name, e.getMessage());
    }
    end(EOF);
  }

  /** Idle connections keep little memory, busy ones read much at once. */
  private static byte[] sized(byte[] buffer, int used) {
    if (used == buffer.length && used < MOST_BUFFER) {
      return new byte[MOST_BUFFER];
    }
    return used < LEAST_BUFFER && buffer.length > LEAST_BUFFER ? new byte[LEAST_BUFFER] : buffer;
  }

  private void receive(byte[] data, int length) throws YamuxException {
    lock.lock();
    try {
      if (!ended && !flushing) {
        protocol.receive(data, 0, length);
      }
    } finally {
      unlock();
    }
  }

  /** Runs something that changes what is spoken, and sends what came of it. */
  public void with(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      unlock();
    }
  }

  /** The same for something with a result. */
  public <T> T get(Supplier<T> change) {
    lock.lock();
    try {
      return change.get();
    } finally {
      unlock();
    }
  }

  /** Has something run, without the lock, when the present change is done. */
  public void later(Runnable task) {
    later.add(task);
  }

  private void unlock() {
    List<Runnable> tasks = List.of();
    boolean tooMuch = false;
    if (lock.getHoldCount() == 1) {
      tooMuch = !charge(ended ? 0 : protocol.queued());
      if (writerWaits && (ended || protocol.hasOutput())) {
        writerWaits = false;
        output.signal();
      }
      if (!later.isEmpty()) {
        tasks = later;
        later = new ArrayList<>();
      }
    }
    lock.unlock();
    Tasks.run(tasks);
    if (tooMuch) {
      LOG.warn("RPC connection ended: from={} error=\"it does not take its answers\"", name);
      end(EOF);
    }
  }

  /** Little is free, so that small messages, which are gone at once, need not be counted. */
  private boolean charge(long queued) {
    long due = queued / MOST_BUFFER * MOST_BUFFER;
    if (due == charged) {
      return true;
    }
    if (due < charged) {
      bounds.budget().give(charged - due);
    } else if (queued > bounds.maxQueued() || !bounds.budget().take(due - charged)) {
      return false;
    }
    charged = due;
    return true;
  }

  private void write() {
    byte[] buffer = new byte[LEAST_BUFFER];
    try {
      OutputStream out = socket.getOutputStream();
      for (int n = gather(buffer); n >= 0; n = gather(buffer)) {
        writingSince = System.nanoTime() | 1;
        out.write(buffer, 0, n);
        writingSince = 0;
        buffer = sized(buffer, n + LEAST_BUFFER / 2 > buffer.length ? buffer.length : n);
      }
    } catch (IOException e) {
      LOG.debug("RPC connection lost: from={} error=\"{}\"", name, e.getMessage());
    }
    end(EOF);
  }

  /** Waits for something to send; negative when there is nothing any more. */
  private int gather(byte[] buffer) {
    lock.lock();
    try {
      while (!ended) {
        int filled = protocol.drain(buffer);
        if (filled > 0) {
          return filled;
        }
        if (flushing) {
          return -1;
        }
        writerWaits = true;
        output.awaitUninterruptibly();
      }
      return -1;
    } finally {
      unlock();
    }
  }

  /** Has the writer end the connection when it has sent what waits; false when it has ended. */
  boolean flush() {
    lock.lock();
    try {
      if (!ended && !flushing) {
        protocol.violated();
        flushing = true;
        output.signal();
        writerWaits = false;
      }
      return !ended;
    } finally {
      unlock();
    }
  }

  /** Takes in the time; ends a connection that does not move. */
  public void tick(long now) {
    long since = writingSince;
    if (since != 0 && now - since > bounds.writeNanos()) {
      LOG.warn("RPC connection ended: from={} error=\"connection write timeout\"", name);
      end(EOF);
      return;
    }
    lock.lock();
    try {
      if (!ended) {
        protocol.tick(now);
      }
    } catch (YamuxException e) {
      LOG.warn("RPC connection ended: from={} error=\"{}\"", name, e.getMessage());
      later(() -> end(EOF));
    } finally {
      unlock();
    }
  }

  /** Ends the connection now. Harmless when it has ended. */
  public void end(String reason) {
    lock.lock();
    try {
      if (ended) {
        return;
      }
      ended = true;
      protocol.lost(reason);
      later(onEnd);
      output.signal();
      over.signalAll();
    } finally {
      unlock();
    }
    try {
      // Never through TLS, whose farewell waits for a writer that may be stuck.
      raw.close();
    } catch (IOException _) {
      // It is gone either way.
    }
  }

  /** Waits for the end, which comes when the writer has sent its last. */
  private void awaitEnd() {
    lock.lock();
    try {
      while (!ended) {
        over.awaitUninterruptibly();
      }
    } finally {
      unlock();
    }
  }

  /** Whether the connection is no more, or soon. For who holds the lock. */
  public boolean ended() {
    return ended || flushing;
  }

  /** Marks the connection as used now. For who holds the lock. */
  public void used(long now) {
    lastUse = now;
  }

  /** When it was used last. For who holds the lock. */
  public long lastUse() {
    return lastUse;
  }

  /** What is spoken before anything is. */
  private enum Silence implements Protocol {
    INSTANCE;

    @Override
    public void receive(byte[] data, int offset, int length) {}

    @Override
    public boolean hasOutput() {
      return false;
    }

    @Override
    public long queued() {
      return 0;
    }

    @Override
    public int drain(byte[] target) {
      return 0;
    }

    @Override
    public void tick(long now) {}

    @Override
    public void violated() {}

    @Override
    public void lost(String reason) {}
  }
}
