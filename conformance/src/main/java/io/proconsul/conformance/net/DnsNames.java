package io.proconsul.conformance.net;

import java.util.Map;

/** The names that scenarios use for DNS types, classes and response codes. */
public final class DnsNames {
  private static final Map<String, Integer> TYPES = Map.ofEntries(
      Map.entry("A", 1),
      Map.entry("NS", 2),
      Map.entry("CNAME", 5),
      Map.entry("SOA", 6),
      Map.entry("PTR", 12),
      Map.entry("MX", 15),
      Map.entry("TXT", 16),
      Map.entry("AAAA", 28),
      Map.entry("SRV", 33),
      Map.entry("NAPTR", 35),
      Map.entry("OPT", 41),
      Map.entry("IXFR", 251),
      Map.entry("AXFR", 252),
      Map.entry("ANY", 255));
  private static final Map<String, Integer> CLASSES = Map.of("IN", 1, "CH", 3, "HS", 4, "ANY", 255);
  private static final Map<Integer, String> RESPONSES =
      Map.of(0, "NOERROR", 1, "FORMERR", 2, "SERVFAIL", 3, "NXDOMAIN", 4, "NOTIMP", 5, "REFUSED");

  private DnsNames() {}

  /** A type's number, by name or by its digits. */
  public static int type(String name) {
    Integer known = TYPES.get(name);
    return known == null ? Integer.parseInt(name) : known;
  }

  /** A class's number; the Internet's when the name is not known. */
  public static int classCode(String name) {
    return CLASSES.getOrDefault(name, 1);
  }

  static String typeName(int type, String prefix) {
    return TYPES.entrySet().stream()
        .filter(entry -> entry.getValue() == type)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(prefix + type);
  }

  static String response(int code) {
    return RESPONSES.getOrDefault(code, Integer.toString(code));
  }
}
