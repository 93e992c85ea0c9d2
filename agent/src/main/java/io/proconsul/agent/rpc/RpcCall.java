package io.proconsul.agent.rpc;

import io.proconsul.codec.Sink;
import io.proconsul.codec.msgpack.MsgpackWriter;
import java.util.function.Consumer;

/**
 * A call that arrived. It is answered once, by any thread; later answers, and answers to callers
 * that have gone, do nothing. Nothing waits in a thread meanwhile.
 */
public interface RpcCall {
  /** Such as {@code KVS.Apply}; it is whatever the caller sent. */
  String method();

  /** One value in MessagePack. */
  byte[] args();

  Peer peer();

  /**
   * Answers.
   *
   * @param body one value in MessagePack, not changed afterwards; answers may share it
   */
  void reply(byte[] body);

  /** Answers with what is written, which is one value. */
  default void reply(Consumer<? super Sink> body) {
    MsgpackWriter writer = new MsgpackWriter();
    body.accept(writer);
    reply(writer.toBytes());
  }

  /** Answers with an error; an empty text is no error to Go, so it becomes one that says so. */
  void fail(String text);

  /**
   * Has this run when the caller goes before the call is answered: at once if it has gone already,
   * else by the thread that notices. One at a time: the newest replaces others.
   */
  void onGone(Runnable task);
}
