package io.proconsul.conformance.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * Collects a stream as it comes, on a thread of its own, so that others can look at it and wait for
 * something in it. Beyond {@value #MAX_BYTES} bytes it reads on but keeps no more.
 */
final class OutputCapture {
  private static final int MAX_BYTES = 64 * 1024 * 1024;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private boolean ended;

  private OutputCapture() {}

  static OutputCapture of(InputStream in) {
    OutputCapture capture = new OutputCapture();
    Thread.ofVirtual().name("output").start(() -> capture.pump(in));
    return capture;
  }

  synchronized String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Whether the stream has ended in time. */
  boolean awaitEnd(Deadline deadline) throws IOException {
    return await(() -> ended, deadline);
  }

  /** Whether the expression was found in time. */
  boolean awaitMatch(Pattern pattern, Deadline deadline) throws IOException {
    return await(() -> pattern.matcher(text()).find(), deadline);
  }

  private synchronized boolean await(BooleanSupplier condition, Deadline deadline)
      throws IOException {
    try {
      while (!condition.getAsBoolean()) {
        if (deadline.passed()) {
          return false;
        }
        wait(Math.max(1, deadline.duration(Double.MAX_VALUE).toMillis()));
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a command ran");
    }
  }

  private void pump(InputStream in) {
    byte[] buffer = new byte[8192];
    try (in) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        append(buffer, n);
      }
    } catch (IOException e) {
      // The process was ended; what it printed before counts.
    }
    end();
  }

  private synchronized void append(byte[] buffer, int length) {
    bytes.write(buffer, 0, Math.min(length, MAX_BYTES - bytes.size()));
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }
}
