package io.proconsul.agent.config.load;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The network interfaces of this machine with their addresses, as templates ask for them. */
public interface Interfaces {
  /**
   * An address of an interface.
   *
   * @param prefix bits of its network
   */
  record Bound(String name, InetAddress address, int prefix, boolean up, boolean loopback) {
    boolean v4() {
      return address instanceof Inet4Address;
    }

    /** One that other machines can be told: not of this machine or this link alone. */
    boolean forwardable() {
      return !address.isLoopbackAddress()
          && !address.isLinkLocalAddress()
          && !address.isAnyLocalAddress();
    }

    /** In one of the networks that RFC 6890 sets apart, be it for private use or for examples. */
    boolean isPrivate() {
      return Networks.isSpecial(address);
    }

    String text() {
      String text = address.getHostAddress();
      int zone = text.indexOf('%');
      return zone < 0 ? text : text.substring(0, zone);
    }
  }

  List<Bound> all();

  /** Those of the running machine. */
  static Interfaces system() {
    return Interfaces::ofSystem;
  }

  private static List<Bound> ofSystem() {
    List<Bound> found = new ArrayList<>();
    try {
      for (NetworkInterface one : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        for (InterfaceAddress address : one.getInterfaceAddresses()) {
          found.add(new Bound(
              one.getName(),
              address.getAddress(),
              address.getNetworkPrefixLength(),
              one.isUp(),
              one.isLoopback()));
        }
      }
    } catch (SocketException _) {
      // A machine that tells of no interfaces has none for us.
    }
    return found;
  }

  default List<String> privateIpv4() {
    return all().stream()
        .filter(one -> one.v4() && one.up() && one.isPrivate() && one.forwardable())
        .map(Bound::text)
        .toList();
  }

  default List<String> publicIpv6() {
    return all().stream()
        .filter(one -> !one.v4() && one.up() && !one.isPrivate() && one.forwardable())
        .map(Bound::text)
        .toList();
  }
}
