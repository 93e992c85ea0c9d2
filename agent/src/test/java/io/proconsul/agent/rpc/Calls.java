package io.proconsul.agent.rpc;

import io.proconsul.codec.msgpack.MsgpackWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Calls that a test waits for. */
final class Calls {
  static final Duration LONG = Duration.ofSeconds(60);

  private Calls() {}

  static RpcResult call(RpcCaller caller, Destination server, String method, byte[] args) {
    return get(begin(caller, server, method, args, LONG));
  }

  static CompletableFuture<RpcResult> begin(
      RpcCaller caller, Destination server, String method, byte[] args, Duration timeout) {
    CompletableFuture<RpcResult> result = new CompletableFuture<>();
    caller.call(server, method, args, timeout, result::complete);
    return result;
  }

  static <T> T get(CompletableFuture<T> future) {
    return future.orTimeout(90, TimeUnit.SECONDS).join();
  }

  static byte[] bytes(int size) {
    MsgpackWriter writer = new MsgpackWriter();
    byte[] content = new byte[size];
    for (int i = 0; i < size; i++) {
      content[i] = (byte) (i * 31 + size);
    }
    writer.bytes(content);
    return writer.toBytes();
  }

  static Destination to(RpcListener listener) {
    return new Destination("127.0.0.1", listener.address().getPort(), "n", "dc1", true);
  }
}
