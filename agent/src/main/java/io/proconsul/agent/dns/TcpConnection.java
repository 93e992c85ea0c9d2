package io.proconsul.agent.dns;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** One client's connection. Its own virtual thread serves it; any thread may close it. */
final class TcpConnection implements AutoCloseable {
  /** How long a client may be idle, and how long it may take over one message. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(8);

  private static final int FIRST_READ = 1_024;

  private final Socket socket;
  private final Answerer answerer;
  private volatile long lastActive = System.nanoTime();

  TcpConnection(Socket socket, Answerer answerer) {
    this.socket = socket;
    this.answerer = answerer;
  }

  /** When it last got or sent a message, on the clock of {@link System#nanoTime}. */
  long lastActive() {
    return lastActive;
  }

  /** Answers until the client goes, or is silent for too long. */
  void serve() throws IOException, InterruptedException {
    socket.setTcpNoDelay(true);
    InputStream in = socket.getInputStream();
    while (!socket.isClosed()) {
      long deadline = System.nanoTime() + PATIENCE_NANOS;
      byte[] length = read(in, 2, deadline);
      byte[] message = read(in, (length[0] & 0xff) << 8 | length[1] & 0xff, deadline);
      lastActive = System.nanoTime();
      answer(message);
      lastActive = System.nanoTime();
    }
  }

  private void answer(byte[] message) throws IOException, InterruptedException {
    int length = answerer.atOnce(message, message.length, true);
    byte[] answer = length == Answerer.MUST_WAIT
        ? answerer.afterWaiting(message, true)
        : Arrays.copyOf(answerer.buffer(), length);
    if (answer.length > 0) {
      socket.getOutputStream().write(TcpListener.framed(answer, answer.length));
    }
  }

  /** Room grows with what comes, so that announcing much costs nothing here. */
  private byte[] read(InputStream in, int length, long deadline) throws IOException {
    byte[] bytes = new byte[Math.min(length, FIRST_READ)];
    int read = 0;
    while (read < length) {
      if (read == bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.min(length, 2 * bytes.length));
      }
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        throw new SocketTimeoutException("a client was too slow");
      }
      socket.setSoTimeout((int) left);
      int more = in.read(bytes, read, bytes.length - read);
      if (more < 0) {
        throw new EOFException("the client left");
      }
      read += more;
    }
    return bytes;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // it is gone either way
    }
  }
}
