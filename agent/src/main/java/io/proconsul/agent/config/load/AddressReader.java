package io.proconsul.agent.config.load;

import io.proconsul.agent.config.Addresses;
import io.proconsul.agent.config.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads where the agent listens and what it tells others; templates ask the network interfaces. */
final class AddressReader {
  private static final Pattern IPV4 =
      Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");

  private final Section root;
  private final Interfaces interfaces;

  AddressReader(Section root, Interfaces interfaces) {
    this.root = root;
    this.interfaces = interfaces;
  }

  Addresses read(boolean dev) {
    String bind = one("bind_addr", root.text("bind_addr", dev ? "127.0.0.1" : "0.0.0.0"));
    if (bind.isEmpty()) {
      throw new ConfigException("bind_addr cannot be empty");
    }
    List<String> client = many("client_addr", root.text("client_addr", "127.0.0.1"));
    Section own = root.section("addresses");
    String advertise = advertise(bind);
    String wan = first("advertise_addr_wan_ipv4", "advertise_addr_wan_ipv6", "advertise_addr_wan");
    return new Addresses(
        bind,
        advertise,
        wan.isEmpty() ? advertise : wan,
        listen(own, "http", client),
        listen(own, "https", client),
        listen(own, "dns", client));
  }

  private List<String> listen(Section own, String key, List<String> client) {
    String text = own.text(key);
    return text.isEmpty() ? client : many("addresses." + key, text);
  }

  private String advertise(String bind) {
    String given = first("advertise_addr", "advertise_addr_ipv4", "advertise_addr_ipv6");
    if (isAny(given)) {
      throw new ConfigException("Advertise address cannot be 0.0.0.0, :: or [::]");
    }
    if (!given.isEmpty()) {
      return given;
    }
    return switch (bind) {
      case "0.0.0.0" -> theOnly(interfaces.privateIpv4(), "private IPv4");
      case "::", "[::]" -> theOnly(interfaces.publicIpv6(), "public IPv6");
      default -> bind;
    };
  }

  private static String theOnly(List<String> addresses, String kind) {
    if (addresses.isEmpty()) {
      throw new ConfigException("No " + kind + " address found");
    }
    if (addresses.size() > 1) {
      throw new ConfigException("Multiple " + kind + " addresses found. Please configure one with"
          + " 'bind' and/or 'advertise'.");
    }
    return addresses.getFirst();
  }

  private String first(String... keys) {
    String found = "";
    for (String key : keys) {
      String address = one(key, root.text(key));
      found = found.isEmpty() ? address : found;
    }
    return found;
  }

  private static boolean isAny(String address) {
    return address.equals("0.0.0.0") || address.equals("::") || address.equals("[::]");
  }

  private String one(String key, String text) {
    List<String> addresses = many(key, text);
    if (addresses.size() > 1) {
      throw new ConfigException(key + " cannot contain multiple addresses."
          + (key.equals("bind_addr") ? " Use 'addresses.{dns,http,https}' instead." : ""));
    }
    return addresses.isEmpty() ? "" : addresses.getFirst();
  }

  /** IP addresses and sockets; none when one of them is wrong. */
  private List<String> many(String key, String text) {
    List<String> addresses = new ArrayList<>();
    for (String address : SockaddrTemplate.expand(key, text, interfaces).trim().split("\\s+")) {
      if (address.startsWith("unix://") || isIp(address)) {
        addresses.add(address);
      } else if (!address.isEmpty()) {
        root.problem(key, "invalid ip address: " + address);
        return List.of();
      }
    }
    return addresses;
  }

  /** Never asks DNS. */
  static boolean isIp(String text) {
    if (IPV4.matcher(text).matches()) {
      return true;
    }
    String bare =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    return io.netty.util.NetUtil.isValidIpV6Address(bare);
  }
}
