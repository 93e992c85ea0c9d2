package io.proconsul.raftlog;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Connections in memory between named nodes, with faults as TCP shows them: what is cut stays
 * unread until it is healed, a broken connection ends, bytes arrive late or wrong. All state is
 * guarded by this object.
 */
public final class TestingNetwork {
  private static final int CAPACITY = 256 << 10;

  private final Map<String, Consumer<Wire>> nodes = new ConcurrentHashMap<>();
  private final Set<Way> cut = ConcurrentHashMap.newKeySet();
  private final Map<Way, Long> delays = new ConcurrentHashMap<>();
  private final Set<Way> garbled = ConcurrentHashMap.newKeySet();
  private final List<Pipe> pipes = new ArrayList<>();

  private record Way(String from, String to) {}

  /** The node takes connections from now on. */
  public void listen(String node, Consumer<Wire> accept) {
    nodes.put(node, accept);
  }

  /** The node refuses connections, and those it has end. */
  public void stop(String node) {
    nodes.remove(node);
    breakConnections(node);
  }

  /** How this node connects to others. */
  public Dialer dialer(String from) {
    return to -> dial(from, to);
  }

  private Wire dial(String from, String to) throws IOException {
    var accept = nodes.get(to);
    if (accept == null) {
      throw new IOException("connection refused by " + to);
    }
    if (cut.contains(new Way(from, to)) || cut.contains(new Way(to, from))) {
      throw new IOException("no route to " + to);
    }
    var there = new Pipe(new Way(from, to));
    var back = new Pipe(new Way(to, from));
    synchronized (this) {
      pipes.add(there);
      pipes.add(back);
    }
    accept.accept(new End(there, back, from));
    return new End(back, there, to);
  }

  /** Nothing gets from one to the other, in this direction. */
  public void cut(String from, String to) {
    cut.add(new Way(from, to));
  }

  public synchronized void heal() {
    cut.clear();
    delays.clear();
    garbled.clear();
    notifyAll();
  }

  /** Cuts each of these off from each of those, both ways. */
  public void partition(List<String> these, List<String> those) {
    for (var one : these) {
      for (var other : those) {
        cut(one, other);
        cut(other, one);
      }
    }
  }

  public void delay(String from, String to, long millis) {
    delays.put(new Way(from, to), millis);
  }

  /** The next bytes from one to the other are not those that were sent. */
  public void garble(String from, String to) {
    garbled.add(new Way(from, to));
  }

  public synchronized void breakConnections(String node) {
    pipes.stream()
        .filter(pipe -> pipe.way.from().equals(node) || pipe.way.to().equals(node))
        .forEach(pipe -> pipe.closed = true);
    pipes.removeIf(pipe -> pipe.closed);
    notifyAll();
  }

  /** Ends one connection, whichever. */
  public synchronized void breakAny(RandomGenerator random) {
    if (!pipes.isEmpty()) {
      var way = pipes.get(random.nextInt(pipes.size())).way;
      pipes.stream().filter(pipe -> pipe.way.equals(way)).forEach(pipe -> pipe.closed = true);
      pipes.removeIf(pipe -> pipe.closed);
      notifyAll();
    }
  }

  private static final class Pipe {
    final Way way;
    final Deque<Chunk> chunks = new ArrayDeque<>();
    int size;
    boolean closed;

    Pipe(Way way) {
      this.way = way;
    }
  }

  private record Chunk(byte[] bytes, long readyAt) {}

  private final class End implements Wire {
    private final Pipe in;
    private final Pipe out;
    private final String peer;
    private byte[] rest = {};
    private int at;

    End(Pipe in, Pipe out, String peer) {
      this.in = in;
      this.out = out;
      this.peer = peer;
    }

    @Override
    public InputStream input() {
      return new InputStream() {
        @Override
        public int read() throws IOException {
          var one = new byte[1];
          return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
          if (at == rest.length && !fill()) {
            return -1;
          }
          var count = Math.min(length, rest.length - at);
          System.arraycopy(rest, at, target, offset, count);
          at += count;
          return count;
        }
      };
    }

    private boolean fill() throws IOException {
      synchronized (TestingNetwork.this) {
        while (true) {
          var head = in.chunks.peek();
          var waitNanos = head == null ? 0 : head.readyAt() - System.nanoTime();
          if (head != null && waitNanos <= 0 && !cut.contains(in.way)) {
            in.chunks.remove();
            in.size -= head.bytes().length;
            rest = head.bytes();
            at = 0;
            TestingNetwork.this.notifyAll();
            return true;
          }
          if (in.closed) {
            return false;
          }
          pause(head == null || waitNanos <= 0 ? 0 : waitNanos);
        }
      }
    }

    @Override
    public OutputStream output() {
      return new OutputStream() {
        @Override
        public void write(int value) throws IOException {
          write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
          var bytes = new byte[length];
          System.arraycopy(source, offset, bytes, 0, length);
          if (length > 0) {
            send(bytes);
          }
        }
      };
    }

    private void send(byte[] bytes) throws IOException {
      synchronized (TestingNetwork.this) {
        while (out.size >= CAPACITY && !out.closed) {
          pause(0);
        }
        if (out.closed) {
          throw new IOException("connection reset by " + peer);
        }
        if (garbled.remove(out.way)) {
          bytes[bytes.length - 1] ^= 0x55;
        }
        var delay = TimeUnit.MILLISECONDS.toNanos(delays.getOrDefault(out.way, 0L));
        out.chunks.add(new Chunk(bytes, System.nanoTime() + delay));
        out.size += bytes.length;
        TestingNetwork.this.notifyAll();
      }
    }

    @Override
    public String description() {
      return "memory:" + peer;
    }

    @Override
    public void close() {
      synchronized (TestingNetwork.this) {
        in.closed = true;
        out.closed = true;
        pipes.remove(in);
        pipes.remove(out);
        TestingNetwork.this.notifyAll();
      }
    }
  }

  @SuppressWarnings("WaitNotInLoop") // the callers loop
  private void pause(long nanos) throws IOException {
    try {
      if (nanos <= 0) {
        wait();
      } else {
        wait(nanos / 1_000_000, (int) (nanos % 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
