package io.proconsul.gossip.net;

import io.proconsul.gossip.wire.IpAddress;
import io.proconsul.gossip.wire.NodeAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Collections;

/** Our addresses and Java's. */
final class Addresses {
  private Addresses() {}

  static InetSocketAddress socket(NodeAddress address) {
    return new InetSocketAddress(inet(address.ip()), address.port());
  }

  static InetAddress inet(IpAddress ip) {
    try {
      return InetAddress.getByAddress(ip.bytes());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of neither 4 nor 16 bytes", e);
    }
  }

  static NodeAddress node(InetSocketAddress socket) {
    return new NodeAddress(new IpAddress(socket.getAddress().getAddress()), socket.getPort());
  }

  /** The address others can reach when all are bound: the first private IPv4 address. */
  static IpAddress reachable(IpAddress bound) throws SocketException {
    if (!inet(bound).isAnyLocalAddress()) {
      return bound;
    }
    for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress address : Collections.list(each.getInetAddresses())) {
        if (address instanceof Inet4Address && address.isSiteLocalAddress() && each.isUp()) {
          return new IpAddress(address.getAddress());
        }
      }
    }
    throw new SocketException("No private IP address found, and explicit IP not provided");
  }
}
