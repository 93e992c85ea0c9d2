package io.proconsul.agent.rpc;

/** Answers calls that arrive. */
@FunctionalInterface
public interface RpcHandler {
  /**
   * Takes a call and answers it now or later, from any thread. Called by the thread that reads the
   * call's connection, so it must not wait; calls of other connections come at the same time. An
   * exception becomes the call's error.
   */
  void handle(RpcCall call);
}
