package io.proconsul.agent.config.load;

import io.proconsul.agent.config.Addresses;
import io.proconsul.agent.config.ConfigException;
import io.proconsul.agent.config.sockaddr.Interfaces;
import io.proconsul.agent.config.sockaddr.Networks;
import io.proconsul.agent.config.sockaddr.SockaddrTemplate;
import java.util.ArrayList;
import java.util.List;

/** Reads where the agent listens and what it tells others; templates ask the network interfaces. */
final class AddressReader {
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

  /** One IP address, or none: empty. */
  String one(String key, String text) {
    List<String> addresses = many(key, text);
    if (addresses.size() > 1) {
      throw new ConfigException(key + " cannot contain multiple addresses."
          + (key.equals("bind_addr") ? " Use 'addresses.{dns,http,https}' instead." : ""));
    }
    return addresses.isEmpty() ? "" : addresses.getFirst();
  }

  /** The text as it is, or each word of what a template gives. */
  List<String> words(String key, String text) {
    if (!SockaddrTemplate.isIn(text)) {
      return List.of(text);
    }
    String expanded = SockaddrTemplate.expand(key, text, interfaces).trim();
    return expanded.isEmpty() ? List.of() : List.of(expanded.split("\\s+"));
  }

  /** IP addresses and sockets; none when one of them is wrong. */
  private List<String> many(String key, String text) {
    List<String> addresses = new ArrayList<>();
    for (String address : SockaddrTemplate.expand(key, text, interfaces).trim().split("\\s+")) {
      if (address.startsWith("unix://") || Networks.isIp(address)) {
        addresses.add(address);
      } else if (!address.isEmpty()) {
        root.problem(key, "invalid ip address: " + address);
        return List.of();
      }
    }
    return addresses;
  }
}
