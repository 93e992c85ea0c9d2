package io.proconsul.agent.rpc;

import io.proconsul.agent.rpc.link.YamuxProtocol;
import io.proconsul.agent.rpc.yamux.StreamEvents;
import io.proconsul.agent.rpc.yamux.YamuxBounds;
import io.proconsul.agent.rpc.yamux.YamuxException;
import io.proconsul.agent.rpc.yamux.YamuxSession;
import io.proconsul.agent.rpc.yamux.YamuxStream;
import org.jspecify.annotations.Nullable;

/** The server's end of a connection that many streams of net/rpc share. */
final class YamuxServer implements YamuxProtocol {
  private final ServerSide side;
  private final YamuxSession session;

  YamuxServer(ServerSide side) {
    this.side = side;
    YamuxBounds bounds = YamuxBounds.DEFAULT.withMaxStreams(side.bounds().maxStreams());
    session = new YamuxSession(false, bounds, this, System.nanoTime());
  }

  @Override
  public YamuxSession session() {
    return session;
  }

  @Override
  public @Nullable StreamEvents opened(YamuxStream stream) {
    try {
      side.streamOpened();
      return new Stream(stream);
    } catch (YamuxException _) {
      return null; // no memory for more
    }
  }

  @Override
  public void room() {}

  @Override
  public void lost(String reason) {
    session.lost(reason);
    side.end();
  }

  /** One of its streams. */
  private final class Stream implements StreamEvents, RequestStream.Out {
    private final YamuxStream stream;
    private final RequestStream requests = new RequestStream(side, this);
    private boolean counted = true;

    Stream(YamuxStream stream) {
      this.stream = stream;
    }

    @Override
    public void received(byte[] data, int offset, int length) throws YamuxException {
      requests.received(data, offset, length);
    }

    /** Callers do not wait for an answer behind their end: Go ends both directions as one. */
    @Override
    public void finished() {
      ended();
      session.finish(stream);
    }

    @Override
    public void lost(String reason) {
      ended();
    }

    private void ended() {
      requests.end();
      if (counted) {
        counted = false;
        side.streamEnded();
      }
    }

    @Override
    public void send(byte[] header, byte[] body) {
      session.write(stream, header);
      session.write(stream, body);
    }

    @Override
    public void consumed(int bytes) {
      session.consumed(stream, bytes);
    }

    @Override
    public void reset() {
      ended();
      session.reset(stream);
    }
  }
}
