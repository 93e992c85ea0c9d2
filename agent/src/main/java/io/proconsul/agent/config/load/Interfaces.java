package io.proconsul.agent.config.load;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The network interfaces of this machine with their addresses, as templates ask for them. */
public interface Interfaces {
  /**
   * An address of an interface.
   *
   * @param prefix bits of its network
   * @param defaultRoute whether what has no other route leaves through its interface
   */
  record Bound(
      String name,
      InetAddress address,
      int prefix,
      boolean up,
      boolean loopback,
      boolean defaultRoute) {
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
    Set<String> routes = defaultRoutes();
    try {
      for (NetworkInterface one : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        for (InterfaceAddress address : one.getInterfaceAddresses()) {
          found.add(new Bound(
              one.getName(),
              address.getAddress(),
              address.getNetworkPrefixLength(),
              one.isUp(),
              one.isLoopback(),
              routes.contains(one.getName())));
        }
      }
    } catch (SocketException _) {
      // A machine that tells of no interfaces has none for us.
    }
    return found;
  }

  /** Names of interfaces, as Linux lists routes; elsewhere none. */
  private static Set<String> defaultRoutes() {
    Path routes = Path.of("/proc/net/route");
    Set<String> names = new HashSet<>();
    try {
      for (String line :
          Files.isReadable(routes) ? Files.readAllLines(routes) : List.<String>of()) {
        String[] columns = line.split("\\s+");
        if (columns.length > 1 && columns[1].equals("00000000")) {
          names.add(columns[0]);
        }
      }
    } catch (IOException _) {
      // As where there is no such list.
    }
    return names;
  }

  /** Of the interfaces with a default route; all addresses where no such route is known. */
  default List<Bound> ofDefaultRoute() {
    List<Bound> routed = all().stream().filter(Bound::defaultRoute).toList();
    return routed.isEmpty() ? all() : routed;
  }

  /** IPv4 addresses that only this site knows. */
  default List<Bound> ofPrivate() {
    return ofDefaultRoute().stream()
        .filter(one -> one.v4() && one.up() && one.isPrivate() && one.forwardable())
        .toList();
  }

  /** IPv4 addresses that the world knows. */
  default List<Bound> ofPublic() {
    return ofDefaultRoute().stream()
        .filter(one -> one.v4() && one.up() && !one.isPrivate() && one.forwardable())
        .toList();
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
