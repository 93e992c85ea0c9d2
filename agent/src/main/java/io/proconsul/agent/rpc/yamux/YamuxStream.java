package io.proconsul.agent.rpc.yamux;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** One stream of a session, which owns it and changes it; others only look. */
public final class YamuxStream {
  private static final StreamEvents UNHEARD = new StreamEvents() {
    @Override
    public void received(byte[] data, int offset, int length) {}

    @Override
    public void finished() {}

    @Override
    public void lost(String reason) {}
  };

  final int id;
  final boolean ours;
  StreamEvents events = UNHEARD;

  /** Flags that go out with the next window update. */
  int flags;

  /** Whether it waits among those that have a window update to send. */
  boolean inControl;

  /** Whether it waits among those that have data to send. */
  boolean inReady;

  boolean acknowledged;
  boolean remoteFinished;
  boolean finishQueued;
  boolean finishSent;

  /** What the peer allows us to send yet. */
  long sendWindow = Frame.WINDOW;

  /** What the peer may send yet. */
  int receiveWindow = Frame.WINDOW;

  /** Room that the peer has not been told of. */
  int credit;

  /** When it is reset at the latest, once finished by us; nanoseconds of the session's time. */
  long closeBy;

  private @Nullable ArrayDeque<byte[]> chunks;
  private int chunkOffset;
  private long queued;
  private long sent;

  YamuxStream(int id, boolean ours) {
    this.id = id;
    this.ours = ours;
  }

  public int id() {
    return id;
  }

  /** Bytes of data ever handed over to be written to the connection. */
  public long sent() {
    return sent;
  }

  /** Bytes of data that are still here. */
  public long queued() {
    return queued;
  }

  void add(byte[] chunk) {
    ArrayDeque<byte[]> queue = chunks;
    if (queue == null) {
      queue = new ArrayDeque<>(4);
      chunks = queue;
    }
    queue.add(chunk);
    queued += chunk.length;
  }

  /** Moves that many bytes of the queue; there are as many. */
  void take(byte[] target, int at, int length) {
    ArrayDeque<byte[]> queue = chunks;
    int done = 0;
    while (done < length && queue != null) {
      byte[] chunk = queue.element();
      int part = Math.min(length - done, chunk.length - chunkOffset);
      System.arraycopy(chunk, chunkOffset, target, at + done, part);
      done += part;
      chunkOffset += part;
      if (chunkOffset == chunk.length) {
        queue.remove();
        chunkOffset = 0;
      }
    }
    queued -= length;
    sent += length;
  }

  boolean canSend() {
    return queued > 0 && sendWindow > 0;
  }

  void dropQueue() {
    chunks = null;
    chunkOffset = 0;
    queued = 0;
  }
}
