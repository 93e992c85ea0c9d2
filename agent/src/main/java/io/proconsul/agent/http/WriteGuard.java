package io.proconsul.agent.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** {@code http_config.allow_write_http_from}: which addresses may change anything. */
final class WriteGuard {
  private record Network(byte[] address, int bits) {
    boolean contains(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (other[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  private final List<Network> networks;

  /**
   * @param cidrs networks; empty to allow all
   * @throws IllegalArgumentException for what is no network
   */
  WriteGuard(List<String> cidrs) {
    networks = cidrs.stream().map(WriteGuard::parse).toList();
  }

  boolean allows(String remote) {
    if (networks.isEmpty()) {
      return true;
    }
    try {
      byte[] address = InetAddress.ofLiteral(remote).getAddress();
      return networks.stream().anyMatch(network -> network.contains(address));
    } catch (IllegalArgumentException e) {
      return false; // a unix socket has no address
    }
  }

  private static Network parse(String cidr) {
    int slash = cidr.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("invalid CIDR address: " + cidr);
    }
    try {
      byte[] address = InetAddress.getByName(cidr.substring(0, slash)).getAddress();
      int bits = Integer.parseInt(cidr.substring(slash + 1));
      if (bits < 0 || bits > address.length * 8) {
        throw new IllegalArgumentException("invalid CIDR address: " + cidr);
      }
      return new Network(address, bits);
    } catch (UnknownHostException | NumberFormatException e) {
      throw new IllegalArgumentException("invalid CIDR address: " + cidr, e);
    }
  }
}
