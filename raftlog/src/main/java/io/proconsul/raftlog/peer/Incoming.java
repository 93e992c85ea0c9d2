package io.proconsul.raftlog.peer;

import io.proconsul.raftlog.Wire;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A connection that a peer made: its requests are served in order, answers go out as they come.
 * Owned by {@link Peers}; one virtual thread reads, another one writes.
 */
final class Incoming {
  private static final int BUFFER = 64 << 10;

  private final Wire wire;
  private final Peers peers;
  private final FrameWriter writer;
  private final long since = System.nanoTime();
  private final Thread thread;
  private volatile @Nullable Greeting greeting;
  private volatile boolean ended;

  Incoming(Wire wire, Peers peers) {
    this.wire = wire;
    this.peers = peers;
    this.writer = new FrameWriter(wire);
    this.thread = Thread.ofVirtual().name("log-from-" + wire.description()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Null until the peer has said who it is. */
  @Nullable
  Greeting greeting() {
    return greeting;
  }

  boolean ended() {
    return ended;
  }

  private void run() {
    try (var in = new DataInputStream(new BufferedInputStream(wire.input(), BUFFER))) {
      var who = Greeting.read(in);
      greeting = who;
      var refusal = peers.welcome(this, who);
      Greeting.answer(wire.output(), refusal);
      if (refusal.isEmpty()) {
        serve(in, who);
      }
    } catch (FrameException e) {
      peers.notices().warn(subject(), wire.description() + " sent " + e.getMessage());
    } catch (IOException e) {
      // Peers come and go.
    } catch (RuntimeException e) {
      peers.notices().warn(subject(), "Serving " + wire.description() + " failed: " + e);
    } finally {
      ended = true;
      close();
      writer.end();
      peers.gone(this);
    }
  }

  /** A stranger comes from another port each time. */
  private String subject() {
    var who = greeting;
    var description = wire.description();
    var port = description.lastIndexOf(':');
    return who != null
        ? who.from().nodeId()
        : port < 0 ? description : description.substring(0, port);
  }

  private void serve(DataInputStream in, Greeting who) throws IOException {
    var writing = Thread.ofVirtual().start(this::write);
    try {
      while (true) {
        try (var room = peers.room().open()) {
          serve(Frame.read(in, room), who);
        }
      }
    } finally {
      close();
      writer.end();
      Link.joinQuietly(writing);
    }
  }

  private void serve(Frame frame, Greeting who) throws FrameException {
    if (frame.type() != Frame.Type.REQUEST) {
      throw new FrameException("an answer in place of a request");
    }
    var request =
        new Requests.Request(who.from().nodeId(), who.channel(), frame.kind(), frame.payload());
    peers.requests().handle(request, new Response(frame.id(), frame.kind()));
  }

  private void write() {
    try {
      writer.run();
    } catch (IOException _) {
      // The reader ends by the same cause.
    } finally {
      close();
    }
  }

  private final class Response implements Requests.Respond {
    private final long id;
    private final byte kind;
    private final AtomicBoolean sent = new AtomicBoolean();

    Response(long id, byte kind) {
      this.id = id;
      this.kind = kind;
    }

    @Override
    public void answer(byte[] payload) {
      send(Frame.Type.ANSWER, payload);
    }

    @Override
    public void refuse(byte[] payload) {
      send(Frame.Type.FAILURE, payload);
    }

    private void send(Frame.Type type, byte[] payload) {
      if (!sent.compareAndSet(false, true)) {
        throw new IllegalStateException("answered twice");
      }
      if (!ended && !writer.offer(new Frame(id, type, kind, payload).encode())) {
        // A peer that asks and does not read the answers.
        close();
      }
    }
  }

  void sweep(long now, Limits limits) {
    var waits = greeting == null && now - since > limits.greetingNanos();
    if (waits || writer.isStuck(now, limits.writeNanos())) {
      close();
    }
  }

  void close() {
    Link.close(wire);
  }

  void join() {
    Link.joinQuietly(thread);
  }
}
