package io.proconsul.gossip.wire;

/** Where a member listens, UDP and TCP alike. Prints as Go's {@code net.JoinHostPort}. */
public record NodeAddress(IpAddress ip, int port) {
  public NodeAddress {
    if (port < 0 || port > 0xffff) {
      throw new IllegalArgumentException("port " + port);
    }
  }

  @Override
  public String toString() {
    return ip.isIpv4() ? ip + ":" + port : "[" + ip + "]:" + port;
  }
}
