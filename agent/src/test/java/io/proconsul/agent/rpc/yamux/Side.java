package io.proconsul.agent.rpc.yamux;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A session of a test that keeps what it hears. */
final class Side implements YamuxEvents {
  final YamuxSession session;
  final List<Heard> opened = new ArrayList<>();
  final Map<Integer, Heard> streams = new HashMap<>();
  int rooms;

  /** Whether what comes makes room for more at once. */
  boolean consumes = true;

  boolean accepts = true;

  Side(boolean client, YamuxBounds bounds) {
    session = new YamuxSession(client, bounds, this, 0);
  }

  Heard open() {
    Heard heard = new Heard();
    heard.stream = session.open(heard);
    streams.put(heard.stream().id(), heard);
    return heard;
  }

  @Override
  public @Nullable StreamEvents opened(YamuxStream stream) {
    if (!accepts) {
      return null;
    }
    Heard heard = new Heard();
    heard.stream = stream;
    opened.add(heard);
    streams.put(stream.id(), heard);
    return heard;
  }

  @Override
  public void room() {
    rooms++;
  }

  /** All that is to be sent. */
  byte[] drain() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[4_096];
    for (int n = session.drain(buffer); n > 0; n = session.drain(buffer)) {
      out.write(buffer, 0, n);
    }
    return out.toByteArray();
  }

  void receive(byte... bytes) throws YamuxException {
    session.receive(bytes, 0, bytes.length);
  }

  /** What a stream has heard. */
  final class Heard implements StreamEvents {
    final ByteArrayOutputStream data = new ByteArrayOutputStream();
    boolean finished;

    @Nullable
    String lost;

    private @Nullable YamuxStream stream;

    YamuxStream stream() {
      return java.util.Objects.requireNonNull(stream);
    }

    @Override
    public void received(byte[] bytes, int offset, int length) {
      data.write(bytes, offset, length);
      if (consumes) {
        session.consumed(stream(), length);
      }
    }

    @Override
    public void finished() {
      finished = true;
    }

    @Override
    public void lost(String reason) {
      lost = reason;
    }
  }
}
