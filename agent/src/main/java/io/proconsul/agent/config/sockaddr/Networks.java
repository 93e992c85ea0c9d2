package io.proconsul.agent.config.sockaddr;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;

/** Networks in CIDR notation, and those that RFC 6890 sets apart. */
public final class Networks {
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
      "64:ff9b::/96",
      "100::/64",
      "2001::/23",
      "2001:db8::/32",
      "2002::/16",
      "fc00::/7",
      "fe80::/10");

  /** Those of which no address goes beyond a machine or a link, or is anybody's. */
  private static final List<String> NOT_FORWARDED = List.of(
      "0.0.0.0/8",
      "127.0.0.0/8",
      "169.254.0.0/16",
      "192.0.0.0/24",
      "192.0.2.0/24",
      "198.51.100.0/24",
      "203.0.113.0/24",
      "240.0.0.0/4",
      "::1/128",
      "::/128",
      "2001:10::/28",
      "2001:db8::/32",
      "fe80::/10");

  private static final Pattern IPV4 =
      Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");

  private Networks() {}

  /** Never asks DNS. */
  public static boolean isIp(String text) {
    if (IPV4.matcher(text).matches()) {
      return true;
    }
    String bare =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    return NetUtil.isValidIpV6Address(bare);
  }

  static boolean isForwardable(InetAddress address) {
    return NOT_FORWARDED.stream().noneMatch(network -> contains(network, address));
  }

  static boolean isGlobalUnicast(InetAddress address) {
    return !address.isAnyLocalAddress()
        && !address.isLoopbackAddress()
        && !address.isMulticastAddress()
        && !address.isLinkLocalAddress()
        && !address.getHostAddress().equals("255.255.255.255");
  }

  /**
   * The networks of which an RFC speaks, among those that agents are told by.
   *
   * @throws IllegalArgumentException for other RFCs
   */
  static List<String> ofRfc(String number) {
    return switch (number) {
      case "919" -> List.of("255.255.255.255/32");
      case "1112" -> List.of("224.0.0.0/4");
      case "1122" -> List.of("0.0.0.0/8", "127.0.0.0/8");
      case "1918" -> List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16");
      case "2544" -> List.of("198.18.0.0/15");
      case "3849" -> List.of("2001:db8::/32");
      case "3927" -> List.of("169.254.0.0/16");
      case "4193" -> List.of("fc00::/7");
      case "5737" -> List.of("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24");
      case "6598" -> List.of("100.64.0.0/10");
      case "6890" -> SPECIAL;
      default -> throw new IllegalArgumentException("unsupported RFC \"" + number + "\"");
    };
  }

  static boolean isSpecial(InetAddress address) {
    return SPECIAL.stream().anyMatch(network -> contains(network, address));
  }

  /** Whether the network is one at all: an address, a slash and a number of bits. */
  public static boolean isNetwork(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !isIp(text.substring(0, slash))) {
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
