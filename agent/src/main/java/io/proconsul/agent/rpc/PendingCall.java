package io.proconsul.agent.rpc;

import io.proconsul.codec.msgpack.MsgpackWriter;
import io.proconsul.core.run.Cancellation;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A call of ours from its start to its one result. Its fields are under the link's lock. */
final class PendingCall {
  final long seq;
  final byte[] header;
  final byte[] args;
  private final Reply reply;
  private final AtomicBoolean done = new AtomicBoolean();
  private volatile Cancellation timeout = Cancellation.NONE;

  /** Which carries it; null while it waits for one. */
  YamuxClient.@Nullable Stream stream;

  PendingCall(long seq, String method, byte[] args, Reply reply) {
    this.seq = seq;
    this.args = args;
    this.reply = reply;
    MsgpackWriter writer = new MsgpackWriter();
    writer.beginObject();
    writer.name("ServiceMethod");
    writer.string(method);
    writer.name("Seq");
    writer.unsigned(seq);
    writer.endObject();
    header = writer.toBytes();
  }

  void timeout(Cancellation timer) {
    timeout = timer;
    if (done.get()) {
      timer.cancel();
    }
  }

  boolean isDone() {
    return done.get();
  }

  /** Gives the result unless there was one. Outside of locks. */
  void complete(RpcResult result) {
    if (finish()) {
      reply.done(result);
    }
  }

  /** Makes this the end of it; false when it had ended. */
  boolean finish() {
    if (!done.compareAndSet(false, true)) {
      return false;
    }
    timeout.cancel();
    return true;
  }
}
