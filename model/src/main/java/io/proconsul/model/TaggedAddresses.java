package io.proconsul.model;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Fills in the addresses by family that every service with an IP address has. Pure. */
public final class TaggedAddresses {
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern IPV6 =
      Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private TaggedAddresses() {}

  /** Whether this is an IPv4 address in dotted form. */
  public static boolean isV4(String address) {
    return IPV4.matcher(address).matches();
  }

  /** Whether this is made like an IPv6 address. */
  public static boolean isV6(String address) {
    return IPV6.matcher(address).matches();
  }

  /** The service as it was when its address is no IP address; tags that are given stay. */
  public static ServiceInstance fill(ServiceInstance service) {
    String address = service.address();
    String family = isV4(address) ? "ipv4" : "ipv6";
    if (family.equals("ipv6") && !isV6(address)) {
      return service;
    }
    Map<String, ServiceAddress> filled = new TreeMap<>(service.taggedAddresses());
    ServiceAddress own = new ServiceAddress(address, service.port());
    filled.putIfAbsent("lan_" + family, own);
    filled.putIfAbsent("wan_" + family, own);
    return service.withTaggedAddresses(filled);
  }
}
