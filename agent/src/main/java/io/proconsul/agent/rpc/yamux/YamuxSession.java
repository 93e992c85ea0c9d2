package io.proconsul.agent.rpc.yamux;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One side of a session: takes in bytes and time, tells what happened, and has bytes to send. It
 * does no input or output and is not for several threads at once. Whoever violates the protocol,
 * its windows included, gets an exception, after which the session is not to be used.
 */
public final class YamuxSession {
  /** Nothing more will come from us, and no protocol was violated. */
  public static final int NORMAL = 0;

  public static final int PROTOCOL_ERROR = 1;

  private final boolean client;
  private final YamuxBounds bounds;
  private final YamuxEvents events;
  private final FrameReader reader = new FrameReader(new Incoming());
  private final Outbox outbox = new Outbox();
  private final Map<Integer, YamuxStream> streams = new HashMap<>();

  /** Ended by us and not yet by the peer, the oldest first. */
  private final LinkedHashSet<YamuxStream> closing = new LinkedHashSet<>();

  /** Streams of ours that the peer has not accepted yet. */
  private int unacknowledged;

  private int nextId;
  private boolean localGoAway;
  private boolean remoteGoAway;
  private long now;
  private long pingAt;
  private boolean pingSent;
  private int pings;

  /**
   * @param client whether this side made the connection
   * @param now nanoseconds from any start, never going back, as of {@link #tick}
   */
  public YamuxSession(boolean client, YamuxBounds bounds, YamuxEvents events, long now) {
    this.client = client;
    this.bounds = bounds;
    this.events = events;
    this.now = now;
    nextId = client ? 1 : 2;
    pingAt = now + bounds.keepalive().toNanos();
  }

  /**
   * Takes in what arrived.
   *
   * @throws YamuxException when the peer violates the protocol: the session is over
   */
  public void receive(byte[] data, int offset, int length) throws YamuxException {
    reader.receive(data, offset, length);
    if (outbox.overrun(bounds.maxStreams())) {
      throw new YamuxException("too many streams that come to nothing");
    }
  }

  /** Whether a stream may be opened now. */
  public boolean canOpen() {
    return !localGoAway
        && !remoteGoAway
        && unacknowledged < bounds.backlog()
        && streams.size() < bounds.maxStreams()
        && nextId > 0;
  }

  /** Whether the peer, or we, want no more streams, ever. */
  public boolean goingAway() {
    return localGoAway || remoteGoAway || nextId < 0;
  }

  /** Opens a stream; {@link #canOpen} was true. */
  public YamuxStream open(StreamEvents handler) {
    if (!canOpen()) {
      throw new IllegalStateException("streams exhausted");
    }
    YamuxStream stream = new YamuxStream(nextId, true);
    nextId += 2;
    stream.events = handler;
    stream.flags = Frame.SYN;
    streams.put(stream.id, stream);
    unacknowledged++;
    outbox.news(stream);
    return stream;
  }

  /**
   * Sends bytes, which are not copied and not changed afterwards. A stream that is gone has none.
   */
  public void write(YamuxStream stream, byte[] chunk) {
    if (isOpen(stream) && !stream.finishQueued) {
      outbox.write(stream, chunk);
    }
  }

  /** Makes room for as many bytes more; the peer is told once it is worth a frame. */
  public void consumed(YamuxStream stream, int bytes) {
    if (isOpen(stream) && !stream.remoteFinished) {
      stream.credit += bytes;
      if (stream.credit >= Frame.WINDOW / 2) {
        outbox.news(stream);
      }
    }
  }

  /** Sends no more on the stream than what waits already. */
  public void finish(YamuxStream stream) {
    if (!isOpen(stream) || stream.finishQueued) {
      return;
    }
    stream.finishQueued = true;
    if (stream.queued() == 0) {
      outbox.finish(stream);
    }
    stream.closeBy = now + bounds.closeTimeout().toNanos();
    closing.add(stream);
  }

  /** Ends the stream at once, both ways; its events are not told. */
  public void reset(YamuxStream stream) {
    if (isOpen(stream)) {
      forget(stream);
      outbox.reset(stream);
    }
  }

  /** Refuses streams from now on and says so. */
  public void goAway(int code) {
    if (!localGoAway) {
      localGoAway = true;
      outbox.goAway(code);
    }
  }

  /**
   * Takes in the time: sends pings, gives up streams that the peer does not end.
   *
   * @throws YamuxException when the peer does not answer pings: the session is over
   */
  public void tick(long time) throws YamuxException {
    now = time;
    if (now - pingAt >= 0) {
      if (pingSent) {
        throw new YamuxException("keepalive timeout");
      }
      pingSent = true;
      pingAt = now + bounds.keepaliveTimeout().toNanos();
      outbox.ping(++pings);
    }
    while (!closing.isEmpty() && now - closing.getFirst().closeBy >= 0) {
      YamuxStream stream = closing.getFirst();
      reset(stream);
      stream.events.lost("connection reset");
    }
  }

  public boolean hasOutput() {
    return !outbox.isEmpty();
  }

  /** Bytes of data that wait to be sent. */
  public long queued() {
    return outbox.queued();
  }

  /**
   * Moves whole frames into the target.
   *
   * @param target of 4 KB at least
   * @return how many bytes were filled; 0 when there was nothing after all
   */
  public int drain(byte[] target) {
    int filled = outbox.drain(target);
    // What has sent its last goes, when the peer has, too.
    while (!outbox.ended().isEmpty()) {
      forgetIfDone(outbox.ended().remove());
    }
    return filled;
  }

  /** All open streams, for who ends them with the connection. */
  public List<YamuxStream> streams() {
    return new ArrayList<>(streams.values());
  }

  /** What the connection's end means for each stream. */
  public void lost(String reason) {
    for (YamuxStream stream : streams()) {
      stream.events.lost(reason);
    }
  }

  private boolean isOpen(YamuxStream stream) {
    return streams.get(stream.id) == stream;
  }

  private void forgetIfDone(YamuxStream stream) {
    if (isOpen(stream) && stream.remoteFinished && stream.finishSent && !stream.inControl) {
      forget(stream);
    }
  }

  private void forget(YamuxStream stream) {
    streams.remove(stream.id);
    closing.remove(stream);
    acknowledge(stream);
    outbox.forget(stream);
    events.room();
  }

  private void acknowledge(YamuxStream stream) {
    if (stream.ours && !stream.acknowledged) {
      stream.acknowledged = true;
      unacknowledged--;
    }
  }

  /** What frames of the peer do. */
  private final class Incoming implements FrameReader.Sink {
    /** Whose data is on its way; null when it is for no stream that there is. */
    private @Nullable YamuxStream receiving;

    private boolean finishing;

    @Override
    public void header(int type, int flags, int id, int length) throws YamuxException {
      if (type == Frame.PING) {
        ping(flags, length);
      } else if (type == Frame.GO_AWAY) {
        goneAway(length);
      } else {
        ofStream(type, flags, id, length);
      }
    }

    private void ping(int flags, int opaque) throws YamuxException {
      if ((flags & Frame.SYN) != 0) {
        outbox.pong(opaque);
      } else if (pingSent && opaque == pings) {
        pingSent = false;
        pingAt = now + bounds.keepalive().toNanos();
      }
    }

    private void goneAway(int code) throws YamuxException {
      if (code != NORMAL) {
        throw new YamuxException(
            switch (code) {
              case PROTOCOL_ERROR -> "yamux protocol error";
              case 2 -> "remote yamux internal error";
              default -> "unexpected go away code";
            });
      }
      remoteGoAway = true;
      events.room();
    }

    private void ofStream(int type, int flags, int id, int length) throws YamuxException {
      if (id == 0) {
        throw new YamuxException("a stream without a number");
      }
      if ((flags & Frame.SYN) != 0) {
        accept(id);
      }
      YamuxStream stream = streams.get(id);
      if (type == Frame.DATA) {
        announce(stream, length);
      }
      receiving = stream;
      finishing = (flags & Frame.FIN) != 0;
      if (stream == null) {
        return;
      }
      if ((flags & Frame.ACK) != 0 && !stream.acknowledged) {
        acknowledge(stream);
        events.room();
      }
      if (finishing && stream.remoteFinished) {
        throw new YamuxException("unexpected flag");
      }
      if ((flags & Frame.RST) != 0) {
        receiving = null;
        forget(stream);
        stream.events.lost("connection reset");
      } else if (type == Frame.WINDOW_UPDATE) {
        widen(stream, length);
        end();
      }
    }

    private void accept(int id) throws YamuxException {
      if (id % 2 == 0 != client) {
        throw new YamuxException("a stream with a number of the wrong side");
      }
      if (streams.containsKey(id)) {
        throw new YamuxException("duplicate stream initiated");
      }
      YamuxStream stream = new YamuxStream(id, false);
      StreamEvents handler =
          localGoAway || streams.size() >= bounds.maxStreams() ? null : events.opened(stream);
      if (handler == null) {
        outbox.refuse(id);
        return;
      }
      stream.events = handler;
      stream.flags = Frame.ACK;
      streams.put(id, stream);
      outbox.news(stream);
    }

    private void announce(@Nullable YamuxStream stream, int length) throws YamuxException {
      // What was under way to a stream that we have reset is at most a window, too.
      if (length < 0 || length > (stream == null ? Frame.WINDOW : stream.receiveWindow)) {
        throw new YamuxException("recv window exceeded");
      }
      if (stream != null) {
        if (stream.remoteFinished && length > 0) {
          throw new YamuxException("data behind the end of a stream");
        }
        stream.receiveWindow -= length;
      }
    }

    private void widen(YamuxStream stream, int delta) {
      // Unsigned; no peer has use for more than this.
      stream.sendWindow = Math.min(stream.sendWindow + (delta & 0xffffffffL), Integer.MAX_VALUE);
      outbox.wake(stream);
    }

    @Override
    public void data(byte[] bytes, int offset, int length) throws YamuxException {
      YamuxStream stream = receiving;
      if (stream != null && isOpen(stream)) {
        stream.events.received(bytes, offset, length);
      }
    }

    @Override
    public void dataEnd() {
      end();
    }

    private void end() {
      YamuxStream stream = receiving;
      if (finishing && stream != null && isOpen(stream)) {
        stream.remoteFinished = true;
        stream.events.finished();
        forgetIfDone(stream);
      }
    }
  }
}
