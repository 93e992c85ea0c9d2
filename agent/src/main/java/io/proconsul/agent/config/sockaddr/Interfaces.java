package io.proconsul.agent.config.sockaddr;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The network interfaces of this machine with their addresses, as templates ask for them. */
public interface Interfaces {
  /** In the order in which a machine is known by its addresses. */
  String BEST_FIRST = "type,size";

  /**
   * An address of an interface.
   *
   * @param prefix bits of its network
   * @param flags of the interface: {@code up}, {@code loopback}, {@code broadcast}…
   * @param defaultRoute whether what has no other route leaves through its interface
   */
  record Bound(
      String name, InetAddress address, int prefix, List<String> flags, boolean defaultRoute) {
    public Bound {
      flags = List.copyOf(flags);
    }

    boolean v4() {
      return address instanceof Inet4Address;
    }

    int bits() {
      return address.getAddress().length * Byte.SIZE;
    }

    BigInteger value() {
      return new BigInteger(1, address.getAddress());
    }

    /** How many addresses its network has. */
    BigInteger size() {
      return BigInteger.TWO.pow(bits() - prefix);
    }

    BigInteger mask() {
      return BigInteger.TWO.pow(bits()).subtract(size());
    }

    BigInteger network() {
      return value().and(mask());
    }

    /** The last address of its network. */
    BigInteger last() {
      return network().add(size()).subtract(BigInteger.ONE);
    }

    Bound at(BigInteger other) {
      return new Bound(name, address(other, bits()), prefix, flags, defaultRoute);
    }

    Bound within(int otherPrefix) {
      return new Bound(name, address, otherPrefix, flags, defaultRoute);
    }

    /** Not of this machine or this link alone. */
    boolean beyondTheLink() {
      return !address.isLoopbackAddress()
          && !address.isLinkLocalAddress()
          && !address.isAnyLocalAddress();
    }

    /** One that networks pass on; those for examples are not. */
    boolean forwardable() {
      return Networks.isForwardable(address);
    }

    /** In one of the networks that RFC 6890 sets apart, be it for private use or for examples. */
    boolean isPrivate() {
      return Networks.isSpecial(address);
    }

    boolean up() {
      return flags.contains("up");
    }

    String text() {
      return NetUtil.toAddressString(address);
    }

    static String text(BigInteger value, int bits) {
      return NetUtil.toAddressString(address(value, bits));
    }

    private static InetAddress address(BigInteger value, int bits) {
      byte[] all = value.toByteArray();
      byte[] bytes = new byte[bits / Byte.SIZE];
      int length = Math.min(all.length, bytes.length); // a sign may come before
      System.arraycopy(all, all.length - length, bytes, bytes.length - length, length);
      try {
        return InetAddress.getByAddress(bytes);
      } catch (UnknownHostException e) {
        throw new IllegalStateException(e);
      }
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
      List<NetworkInterface> interfaces = Collections.list(NetworkInterface.getNetworkInterfaces());
      interfaces.sort(Comparator.comparingInt(NetworkInterface::getIndex));
      for (NetworkInterface one : interfaces) {
        List<InterfaceAddress> addresses = new ArrayList<>(one.getInterfaceAddresses());
        addresses.sort(
            Comparator.comparing(bound -> !(bound.getAddress() instanceof Inet4Address)));
        boolean routed = routes.contains(one.getName());
        for (InterfaceAddress bound : addresses) {
          List<String> flags = flags(one, bound);
          int prefix = bound.getNetworkPrefixLength();
          found.add(new Bound(one.getName(), bound.getAddress(), prefix, flags, routed));
        }
      }
    } catch (SocketException _) {
      // A machine that tells of no interfaces has none for us.
    }
    return found;
  }

  private static List<String> flags(NetworkInterface one, InterfaceAddress address)
      throws SocketException {
    List<String> flags = new ArrayList<>();
    add(flags, one.isUp(), "up");
    add(flags, address.getBroadcast() != null, "broadcast");
    add(flags, one.isLoopback(), "loopback");
    add(flags, one.isPointToPoint(), "point-to-point");
    add(flags, one.supportsMulticast(), "multicast");
    return flags;
  }

  private static void add(List<String> flags, boolean set, String flag) {
    if (set) {
      flags.add(flag);
    }
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

  /** Those that only this site knows, where it has its default route first. */
  default List<Bound> ofPrivate() {
    return reachable(true);
  }

  /** Those that the world knows, where it has its default route first. */
  default List<Bound> ofPublic() {
    return reachable(false);
  }

  private List<Bound> reachable(boolean ofSite) {
    List<Bound> found = all().stream()
        .filter(one -> one.up() && one.forwardable() && one.isPrivate() == ofSite)
        .toList();
    return InterfaceFilter.sorted(found, "default," + BEST_FIRST);
  }

  default List<Bound> privateIps() {
    List<Bound> found =
        all().stream().filter(one -> one.isPrivate() && one.forwardable()).toList();
    return InterfaceFilter.sorted(found, BEST_FIRST);
  }

  default List<Bound> publicIps() {
    List<Bound> found = all().stream().filter(one -> !one.isPrivate()).toList();
    return InterfaceFilter.sorted(found, BEST_FIRST);
  }

  /** @param pattern which is found in an interface's name */
  default List<Bound> named(String pattern) {
    return InterfaceFilter.sorted(
        InterfaceFilter.matching(all(), "name", pattern, true), BEST_FIRST);
  }

  /** What an agent may advertise that listens everywhere. */
  default List<String> privateIpv4() {
    return all().stream()
        .filter(one -> one.v4() && one.up() && one.isPrivate() && one.beyondTheLink())
        .map(Bound::text)
        .toList();
  }

  /** What an agent may advertise that listens everywhere in IPv6. */
  default List<String> publicIpv6() {
    return all().stream()
        .filter(one -> !one.v4() && one.up() && !one.isPrivate() && one.beyondTheLink())
        .map(Bound::text)
        .toList();
  }
}
