package io.proconsul.agent.rpc;

import io.proconsul.agent.rpc.ClientConnection.Submitted;
import io.proconsul.agent.rpc.link.Budget;
import io.proconsul.agent.rpc.link.Link;
import io.proconsul.agent.rpc.link.MessageReader;
import io.proconsul.agent.rpc.link.MessageReader.Message;
import io.proconsul.agent.rpc.link.YamuxProtocol;
import io.proconsul.agent.rpc.yamux.StreamEvents;
import io.proconsul.agent.rpc.yamux.YamuxBounds;
import io.proconsul.agent.rpc.yamux.YamuxException;
import io.proconsul.agent.rpc.yamux.YamuxSession;
import io.proconsul.agent.rpc.yamux.YamuxStream;
import io.proconsul.codec.DecodeException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The caller's end of a connection: a stream for each call that is under way, since Consul answers
 * those of one stream in turn, and some kept for the next. Calls that find no stream wait, as many
 * as there may be streams. All under the link's lock.
 */
final class YamuxClient implements YamuxProtocol {
  static final String NO_STREAM =
      "rpc error getting client: failed to start stream: session shutdown";

  /** As many as Consul's pool keeps. */
  private static final int MAX_IDLE = 64;

  private final Link link;
  private final RpcBounds bounds;
  private final Budget budget;
  private final YamuxSession session;
  private final ArrayDeque<Stream> idle = new ArrayDeque<>();
  private final ArrayDeque<PendingCall> waiting = new ArrayDeque<>();
  private long kept;
  private int underWay;
  private boolean assigning;
  private boolean ended;

  YamuxClient(Link link, RpcBounds bounds, Budget budget) {
    this.link = link;
    this.bounds = bounds;
    this.budget = budget;
    session = new YamuxSession(
        true, YamuxBounds.DEFAULT.withMaxStreams(bounds.maxStreams()), this, System.nanoTime());
  }

  @Override
  public YamuxSession session() {
    return session;
  }

  Submitted submit(PendingCall call) {
    if (goingAway()) {
      return Submitted.OVER;
    }
    if (waiting.size() >= bounds.maxStreams()) {
      return Submitted.FULL;
    }
    waiting.add(call);
    room();
    return Submitted.TAKEN;
  }

  /** Takes no more calls. */
  boolean retire() {
    session.goAway(YamuxSession.NORMAL);
    return true;
  }

  /** Whether no call is under way. */
  boolean unused() {
    return underWay == 0 && waiting.isEmpty();
  }

  /** Whether calls should go elsewhere. */
  boolean goingAway() {
    return ended || session.goingAway();
  }

  /**
   * Forgets a call that has ended otherwise, and tells the server by resetting its stream; true
   * when the server cannot have seen it.
   */
  boolean abandon(PendingCall call) {
    Stream stream = call.stream;
    if (stream == null) {
      waiting.remove(call);
      return true;
    }
    boolean unseen = stream.stream.sent() == stream.sentBefore;
    if (stream.call == call) {
      stream.leave();
      session.reset(stream.stream);
    }
    return unseen;
  }

  @Override
  public @Nullable StreamEvents opened(YamuxStream stream) {
    return null; // servers do not call
  }

  @Override
  public void room() {
    if (assigning || ended) {
      return;
    }
    assigning = true;
    while (!waiting.isEmpty() && (!idle.isEmpty() || session.canOpen())) {
      PendingCall call = waiting.remove();
      if (!call.isDone()) {
        Stream stream = idle.pollLast();
        (stream == null ? new Stream() : stream).carry(call);
      }
    }
    while (session.goingAway() && !waiting.isEmpty()) {
      PendingCall call = waiting.remove();
      link.later(() -> call.complete(new RpcResult.NotSent(NO_STREAM)));
    }
    assigning = false;
  }

  @Override
  public void lost(String reason) {
    ended = true;
    session.lost(reason);
    budget.give(kept);
    kept = 0;
    for (PendingCall call : waiting) {
      link.later(() -> call.complete(new RpcResult.NotSent(NO_STREAM)));
    }
    waiting.clear();
  }

  /** A stream that carries one call at a time. */
  final class Stream implements StreamEvents, MessageReader.Memory {
    private final YamuxStream stream;
    private final MessageReader reader = new MessageReader(this, bounds.maxMessage());
    private @Nullable PendingCall call;

    /** What had been sent before the present call. */
    private long sentBefore;

    Stream() {
      stream = session.open(this);
    }

    private void carry(PendingCall next) {
      sentBefore = stream.sent();
      call = next;
      next.stream = this;
      underWay++;
      session.write(stream, next.header);
      session.write(stream, next.args);
    }

    private void leave() {
      if (call != null) {
        call = null;
        underWay--;
        link.used(System.nanoTime());
      }
      reader.clear();
    }

    @Override
    public void received(byte[] data, int offset, int length) throws YamuxException {
      reader.add(data, offset, length);
      session.consumed(stream, length);
      try {
        Message message = reader.next();
        if (message != null) {
          answered(message);
        }
      } catch (DecodeException e) {
        fail(String.valueOf(e.getMessage()));
      }
    }

    private void answered(Message message) {
      PendingCall answered = call;
      if (answered == null || message.seq() != answered.seq || reader.kept() > 0) {
        fail("an answer to no call");
        return;
      }
      leave();
      String error = message.text("Error");
      RpcResult result =
          error.isEmpty() ? new RpcResult.Answer(message.body()) : new RpcResult.Refused(error);
      link.later(() -> answered.complete(result));
      if (idle.size() < MAX_IDLE) {
        idle.add(this);
      } else {
        session.finish(stream);
      }
      room();
    }

    private void fail(String reason) {
      lost(reason);
      session.reset(stream);
    }

    @Override
    public void finished() {
      lost(Link.EOF);
      session.finish(stream);
    }

    @Override
    public void lost(String reason) {
      idle.remove(this);
      PendingCall lost = call;
      leave();
      if (lost != null) {
        RpcResult result = stream.sent() == sentBefore
            ? new RpcResult.NotSent(NO_STREAM)
            : new RpcResult.Lost(reason);
        link.later(() -> lost.complete(result));
      }
    }

    @Override
    public void take(int bytes) throws YamuxException {
      if (kept + bytes > bounds.maxBuffered() || !budget.take(bytes)) {
        throw new YamuxException("its answers need more memory than there is for it");
      }
      kept += bytes;
    }

    @Override
    public void give(int bytes) {
      if (!ended) {
        kept -= bytes;
        budget.give(bytes);
      }
    }
  }
}
