package io.proconsul.agent.config;

/**
 * Bounds that protect the agent.
 *
 * @param httpMaxConnsPerClient open connections from one address
 * @param kvMaxValueSize bytes of one value
 * @param txnMaxReqLen bytes of one transaction's body
 */
public record Limits(int httpMaxConnsPerClient, int kvMaxValueSize, int txnMaxReqLen) {
  public static final Limits DEFAULT = new Limits(200, 512 * 1024, 512 * 1024);
}
