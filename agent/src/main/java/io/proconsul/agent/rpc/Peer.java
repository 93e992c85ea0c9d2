package io.proconsul.agent.rpc;

import java.net.InetSocketAddress;

/**
 * Who is at the other end of a connection that was accepted.
 *
 * @param tls whether the connection is encrypted
 * @param server whether it showed a certificate for {@code server.<datacenter>.<domain>} of ours,
 *     from an authority of ours; false when it was not asked for one
 */
public record Peer(InetSocketAddress address, boolean tls, boolean server) {
  /** As log lines tell it. */
  @Override
  public String toString() {
    String host = address.getAddress() == null
        ? address.getHostString()
        : address.getAddress().getHostAddress();
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
  }
}
