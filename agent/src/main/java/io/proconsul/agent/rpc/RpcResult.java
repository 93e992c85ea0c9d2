package io.proconsul.agent.rpc;

/** How a call ended. The texts are those that Go and Consul give; see each for its prefix. */
public sealed interface RpcResult {
  /** @param body one value in MessagePack */
  record Answer(byte[] body) implements RpcResult {}

  /**
   * The server answered with an error.
   *
   * @param text the server's; Consul shows it behind {@code rpc error making call: }
   */
  record Refused(String text) implements RpcResult {}

  /**
   * No server has seen the request, so it may be tried elsewhere.
   *
   * @param text complete, {@code rpc error getting client: failed to get conn: dial tcp ...}
   */
  record NotSent(String text) implements RpcResult {}

  /**
   * The connection ended before an answer came; whether the request took effect is not known.
   *
   * @param text {@code EOF} and the like; Consul shows it behind {@code rpc error making call: }
   */
  record Lost(String text) implements RpcResult {}

  /**
   * No answer in time; whether the request took effect is not known.
   *
   * @param text Consul shows it behind {@code rpc error making call: }
   */
  record TimedOut(String text) implements RpcResult {}

  /**
   * {@code limits.rpc_rate} does not allow for the call; nothing was sent.
   *
   * @param text complete
   */
  record Throttled(String text) implements RpcResult {}
}
