package io.proconsul.agent.rpc;

import io.proconsul.codec.msgpack.MsgpackWriter;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A call that arrived on a {@link RequestStream}, until it is answered. */
final class ServerCall implements RpcCall {
  /** Go's body of an error: a struct without fields. */
  private static final byte[] NOTHING = {(byte) 0x80};

  private final RequestStream stream;
  private final String method;
  private final long seq;
  private final byte[] args;
  private final AtomicBoolean answered = new AtomicBoolean();

  /** Under the link's lock. */
  private boolean gone;

  private @Nullable Runnable onGone;

  ServerCall(RequestStream stream, String method, long seq, byte[] args) {
    this.stream = stream;
    this.method = method;
    this.seq = seq;
    this.args = args;
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public byte[] args() {
    return args;
  }

  @Override
  public Peer peer() {
    return stream.side().peer();
  }

  @Override
  public void reply(byte[] body) {
    answer("", body);
  }

  @Override
  public void fail(String text) {
    answer(text.isEmpty() ? "unknown error" : text, NOTHING);
  }

  private void answer(String error, byte[] body) {
    if (!answered.compareAndSet(false, true)) {
      return;
    }
    MsgpackWriter header = new MsgpackWriter();
    header.beginObject();
    header.name("ServiceMethod");
    header.string(method);
    header.name("Seq");
    header.unsigned(seq);
    header.name("Error");
    header.string(error);
    header.endObject();
    stream.side().link().with(() -> stream.answer(this, header.toBytes(), body));
  }

  @Override
  public void onGone(Runnable task) {
    stream.side().link().with(() -> {
      if (gone) {
        stream.side().link().later(task);
      } else if (!answered.get()) {
        onGone = task;
      }
    });
  }

  /** The caller has gone. For who holds the link's lock. */
  void gone() {
    gone = true;
    Runnable task = onGone;
    onGone = null;
    if (task != null && !answered.get()) {
      stream.side().link().later(task);
    }
  }
}
