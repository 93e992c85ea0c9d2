package io.proconsul.agent.rpc;

import io.proconsul.codec.Sink;
import io.proconsul.codec.msgpack.MsgpackWriter;
import io.proconsul.core.run.Cancellation;
import java.time.Duration;
import java.util.function.Consumer;

/** Calls servers. Any thread; nothing waits in a thread for an answer. */
public interface RpcCaller {
  /**
   * Sends a call. A read that blocks is given its wait, the jitter of it and
   * {@code limits.rpc_client_timeout} as its timeout.
   *
   * @param method such as {@code Status.Ping}
   * @param args one value in MessagePack, not changed afterwards
   * @param timeout from now, with what it takes to connect
   * @return gives the call up: the server is told, and there is no reply any more
   */
  Cancellation call(Destination server, String method, byte[] args, Duration timeout, Reply reply);

  /** The same with arguments that are written here and now: one value. */
  default Cancellation call(
      Destination server,
      String method,
      Consumer<? super Sink> args,
      Duration timeout,
      Reply reply) {
    MsgpackWriter writer = new MsgpackWriter();
    args.accept(writer);
    return call(server, method, writer.toBytes(), timeout, reply);
  }
}
