package io.proconsul.client.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One request and its answer on a connection of their own. Used and closed by the calling thread.
 * The messages of its exceptions are what Go says after the URL.
 */
public final class Exchange implements AutoCloseable {
  private static final int COPY = 16 * 1024;

  private final Link link;
  private final Head head;
  private final InputStream body;

  private Exchange(Link link, Head head, InputStream body) {
    this.link = link;
    this.head = head;
    this.body = body;
  }

  /** Connects, sends the request and reads the head of the answer. */
  public static Exchange start(Dial dial, Outgoing request) throws IOException {
    Link link = Link.open(dial);
    try {
      link.out().write(request.head(dial.target()).getBytes(StandardCharsets.UTF_8));
      byte[] content = request.body();
      if (content != null) {
        link.out().write(content);
      }
      Upload upload = request.upload();
      if (upload != null) {
        upload.in().transferTo(link.out());
      }
      link.out().flush();
      LineInput in = new LineInput(link.in());
      Head answer = Head.read(in);
      return new Exchange(link, answer, answer.body(in, request.method()));
    } catch (IOException e) {
      link.close();
      throw Failures.whileTalking(e);
    }
  }

  public int status() {
    return head.status();
  }

  public Map<String, String> headers() {
    return head.headers();
  }

  /** The body as it comes; closing it closes the connection. */
  public InputStream body() {
    return new OwnedInput(body, link);
  }

  /** Reads the whole body, of at most so many bytes. */
  public byte[] readAll(int maxBytes) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[COPY];
    try {
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        if (all.size() + (long) n > maxBytes) {
          throw new IOException("the answer is larger than " + maxBytes + " bytes");
        }
        all.write(buffer, 0, n);
      }
    } catch (IOException e) {
      throw Failures.whileTalking(e);
    }
    return all.toByteArray();
  }

  @Override
  public void close() {
    link.close();
  }
}
