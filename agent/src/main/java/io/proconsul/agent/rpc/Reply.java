package io.proconsul.agent.rpc;

/** Takes the result of a call, once, unless the call was cancelled before. */
@FunctionalInterface
public interface Reply {
  /**
   * Called by the thread that reads the connection, a timer, or within the call itself when it is
   * known at once that it fails; must be quick.
   */
  void done(RpcResult result);
}
