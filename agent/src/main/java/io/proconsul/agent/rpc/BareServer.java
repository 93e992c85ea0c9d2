package io.proconsul.agent.rpc;

import io.proconsul.agent.rpc.link.Protocol;
import io.proconsul.agent.rpc.yamux.YamuxException;
import java.util.ArrayDeque;

/** The server's end of net/rpc on a connection of its own: Consul's first protocol. */
final class BareServer implements Protocol, RequestStream.Out {
  /** What a peer may send on before it has its answer. */
  private static final int MAX_AHEAD = 256 * 1024;

  /** A connection like this has no pings. */
  private static final long MAX_IDLE_NANOS = 600_000_000_000L;

  private final ServerSide side;
  private final RequestStream requests;

  /** Bounded by the link: an answer at a time. */
  private final ArrayDeque<byte[]> out = new ArrayDeque<>();

  private int offset;
  private long queued;
  private boolean over;
  private boolean used = true;
  private long idleSince;

  BareServer(ServerSide side) {
    this.side = side;
    requests = new RequestStream(side, this);
  }

  @Override
  public void receive(byte[] data, int from, int length) throws YamuxException {
    used = true;
    if (over || requests.busy() && requests.kept() + length > MAX_AHEAD) {
      throw new YamuxException("more than one call at a time");
    }
    requests.received(data, from, length);
    if (over) {
      throw new YamuxException("no net/rpc");
    }
  }

  @Override
  public boolean hasOutput() {
    return queued > 0;
  }

  @Override
  public long queued() {
    return queued;
  }

  @Override
  public int drain(byte[] target) {
    int filled = 0;
    while (filled < target.length && !out.isEmpty()) {
      byte[] chunk = out.element();
      int part = Math.min(chunk.length - offset, target.length - filled);
      System.arraycopy(chunk, offset, target, filled, part);
      filled += part;
      offset += part;
      if (offset == chunk.length) {
        out.remove();
        offset = 0;
      }
    }
    queued -= filled;
    return filled;
  }

  @Override
  public void tick(long now) throws YamuxException {
    if (used || requests.busy() || queued > 0) {
      used = false;
      idleSince = now;
    } else if (now - idleSince > MAX_IDLE_NANOS) {
      throw new YamuxException("idle");
    }
  }

  @Override
  public void violated() {}

  @Override
  public void lost(String reason) {
    requests.end();
    side.end();
  }

  @Override
  public void send(byte[] header, byte[] body) {
    used = true;
    out.add(header);
    out.add(body);
    queued += (long) header.length + body.length;
  }

  @Override
  public void consumed(int bytes) {}

  @Override
  public void reset() {
    over = true;
  }
}
