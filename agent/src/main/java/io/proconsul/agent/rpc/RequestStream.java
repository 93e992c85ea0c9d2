package io.proconsul.agent.rpc;

import io.proconsul.agent.rpc.link.MessageReader;
import io.proconsul.agent.rpc.link.MessageReader.Message;
import io.proconsul.agent.rpc.yamux.YamuxException;
import io.proconsul.codec.DecodeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's end of one stream of net/rpc: takes its requests one by one, as Consul does, so that
 * those of one stream keep their order. While one is not answered, the room for more is not
 * renewed. All under the link's lock.
 */
final class RequestStream implements MessageReader.Memory {
  private static final Logger LOG = LoggerFactory.getLogger("agent.rpc");
  private static final int MAX_METHOD = 256;

  private final ServerSide side;
  private final Out out;
  private final MessageReader reader;
  private @Nullable ServerCall current;

  /** Bytes that came while a call was not answered: the peer has no room for as many more. */
  private int unconsumed;

  private boolean ended;

  /** The way back. */
  interface Out {
    void send(byte[] header, byte[] body);

    void consumed(int bytes);

    /** Ends the stream at once. */
    void reset();
  }

  RequestStream(ServerSide side, Out out) {
    this.side = side;
    this.out = out;
    reader = new MessageReader(this, side.bounds().maxMessage());
  }

  ServerSide side() {
    return side;
  }

  /** Whether a call waits for its answer. */
  boolean busy() {
    return current != null;
  }

  void received(byte[] data, int offset, int length) throws YamuxException {
    reader.add(data, offset, length);
    if (current == null) {
      out.consumed(length);
      next();
    } else {
      unconsumed += length;
    }
  }

  /** Bytes that are kept. */
  int kept() {
    return reader.kept();
  }

  private void next() throws YamuxException {
    try {
      Message message = reader.next();
      if (message != null) {
        String method = message.text("ServiceMethod");
        if (method.length() > MAX_METHOD) {
          throw new DecodeException("the name of a method is too long");
        }
        ServerCall call = new ServerCall(this, method, message.seq(), message.body());
        side.begin(call);
        current = call;
      }
    } catch (DecodeException e) {
      LOG.warn("RPC failed: from={} error=\"{}\"", side.peer(), e.getMessage());
      end();
      out.reset();
    }
  }

  /** Sends an answer and goes on with what came meanwhile. */
  void answer(ServerCall call, byte[] header, byte[] body) {
    side.answered(call);
    if (current != call || ended) {
      return;
    }
    current = null;
    out.send(header, body);
    int consumed = unconsumed;
    unconsumed = 0;
    if (consumed > 0) {
      out.consumed(consumed);
    }
    try {
      next();
    } catch (YamuxException e) {
      LOG.warn("RPC failed: from={} error=\"{}\"", side.peer(), e.getMessage());
      end();
      out.reset();
    }
  }

  /** The peer, or its stream, has gone. */
  void end() {
    if (!ended) {
      ended = true;
      reader.clear();
      ServerCall call = current;
      current = null;
      if (call != null) {
        call.gone();
      }
    }
  }

  @Override
  public void take(int bytes) throws YamuxException {
    side.take(bytes);
  }

  @Override
  public void give(int bytes) {
    side.give(bytes);
  }
}
