package io.proconsul.agent.rpc;

/**
 * A server to call. Calls to equal destinations share one connection.
 *
 * @param host an address or a name
 * @param port its server port, 1 to 65535
 * @param nodeName for what is told to people; may be empty
 * @param datacenter with {@code verify_server_hostname} its certificate must be for a server of it
 * @param useTls whether it is known to speak TLS; whether we do is up to {@code verify_outgoing}
 */
public record Destination(
    String host, int port, String nodeName, String datacenter, boolean useTls) {
  public Destination {
    if (port < 1 || port > 0xffff) {
      throw new IllegalArgumentException("port " + port);
    }
  }

  /** As Go joins them. */
  String address() {
    return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
  }
}
