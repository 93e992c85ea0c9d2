package io.proconsul.gossip.pool;

import io.proconsul.gossip.wire.IpAddress;
import io.proconsul.gossip.wire.NodeAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Hosts as users give them to join, to addresses. Asks the system's resolver, which may wait. */
final class HostNames {
  private HostNames() {}

  /** In Go's words. */
  static final class Unresolved extends Exception {
    private static final long serialVersionUID = 1;

    Unresolved(String message) {
      super(message);
    }
  }

  /** @param given such as {@code a.example}, {@code [::1]:8301}, {@code node/10.0.0.1:8301} */
  static List<NodeAddress> resolve(String given, int defaultPort) throws Unresolved {
    int slash = given.indexOf('/');
    if (slash == 0) {
      throw new Unresolved("empty node name provided");
    }
    String host = given.substring(slash + 1);
    int port = defaultPort;
    if (hasPort(host)) {
      int colon = host.lastIndexOf(':');
      port = port(host.substring(colon + 1));
      host = host.substring(0, colon);
    }
    return addresses(withoutBrackets(host), port);
  }

  /** Several colons without brackets are an IPv6 address alone. */
  private static boolean hasPort(String host) {
    return host.startsWith("[")
        ? host.lastIndexOf(':') > host.lastIndexOf(']')
        : host.chars().filter(c -> c == ':').count() == 1;
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static int port(String text) throws Unresolved {
    String problem = "strconv.ParseUint: parsing \"" + text + "\": ";
    if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new Unresolved(problem + "invalid syntax");
    }
    if (text.length() > 9 || Integer.parseInt(text) > 0xffff) {
      throw new Unresolved(problem + "value out of range");
    }
    return Integer.parseInt(text);
  }

  private static List<NodeAddress> addresses(String host, int port) throws Unresolved {
    try {
      if (host.isEmpty()) {
        // Java would take it for the loopback address.
        throw new UnknownHostException(host);
      }
      List<NodeAddress> addresses = new ArrayList<>();
      for (InetAddress address : InetAddress.getAllByName(host)) {
        addresses.add(new NodeAddress(new IpAddress(address.getAddress()), port));
      }
      return addresses;
    } catch (UnknownHostException _) {
      throw new Unresolved("lookup " + host + ": no such host");
    }
  }
}
