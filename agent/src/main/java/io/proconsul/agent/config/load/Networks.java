package io.proconsul.agent.config.load;

import java.net.InetAddress;
import java.util.List;

/** Networks in CIDR notation, and those that RFC 6890 sets apart. */
final class Networks {
  private static final List<String> SPECIAL = List.of(
      "0.0.0.0/8",
      "10.0.0.0/8",
      "100.64.0.0/10",
      "127.0.0.0/8",
      "169.254.0.0/16",
      "172.16.0.0/12",
      "192.0.0.0/24",
      "192.0.2.0/24",
      "192.88.99.0/24",
      "192.168.0.0/16",
      "198.18.0.0/15",
      "198.51.100.0/24",
      "203.0.113.0/24",
      "240.0.0.0/4",
      "::/127",
      "100::/64",
      "2001::/23",
      "2001:db8::/32",
      "fc00::/7",
      "fe80::/10");

  private Networks() {}

  static boolean isSpecial(InetAddress address) {
    return SPECIAL.stream().anyMatch(network -> contains(network, address));
  }

  /** Whether the network is one at all: an address, a slash and a number of bits. */
  static boolean isNetwork(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !AddressReader.isIp(text.substring(0, slash))) {
      return false;
    }
    String bits = text.substring(slash + 1);
    int most = text.indexOf(':') < 0 ? 32 : 128;
    return bits.matches("[0-9]{1,3}") && Integer.parseInt(bits) <= most;
  }

  static boolean contains(String network, InetAddress address) {
    int slash = network.indexOf('/');
    byte[] net = InetAddress.ofLiteral(network.substring(0, slash)).getAddress();
    byte[] own = address.getAddress();
    int bits = Integer.parseInt(network.substring(slash + 1));
    if (net.length != own.length) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> (i % 8);
      if ((net[i / 8] & mask) != (own[i / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
