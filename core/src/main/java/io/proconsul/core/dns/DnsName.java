package io.proconsul.core.dns;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a name asks for. Its words are in lower case; the datacenter is empty where none is named.
 * Pure; any thread.
 */
sealed interface DnsName {
  /** Instances of a service; {@code tag} is empty for all. */
  record Service(String service, String tag, String datacenter) implements DnsName {}

  /** Mesh-capable instances of a service. */
  record Connect(String service, String datacenter) implements DnsName {}

  record Node(String node, String datacenter) implements DnsName {}

  /** An address in the name itself, 4 or 16 bytes. */
  record Address(byte[] address) implements DnsName {}

  /** Whoever has the address; null when the name spells none. */
  record Reverse(byte @Nullable [] address) implements DnsName {}

  /** What a prepared query finds. */
  record Query(String nameOrId, String datacenter) implements DnsName {}

  /** A service's virtual address. */
  record Virtual(String service) implements DnsName {}

  /** Beneath the domain, but nothing that can be. */
  record Unknown() implements DnsName {}

  /** Neither beneath the domain nor a reverse name. */
  record Outside() implements DnsName {}

  /**
   * A name with the place of the domain in it.
   *
   * @param domainLength the bytes at the name's end that are the domain with its root; 0 where the
   *     main domain is to be used
   */
  record Placed(DnsName name, int domainLength) {}

  /**
   * Reads a name in wire form; {@code type} matters, since SRV names may leave {@code service} out.
   */
  static Placed parse(byte[] wire, int type, DnsSettings settings) {
    List<String> labels = labels(wire);
    int count = labels.size();
    if (count > 0 && labels.get(count - 1).equals("arpa")) {
      return new Placed(new Reverse(ReverseName.parse(labels)), 0);
    }
    String domain = longestDomain(labels, settings);
    if (domain == null) {
      return new Placed(new Outside(), 0);
    }
    List<String> own = labels.subList(0, count - domain.split("\\.").length);
    return new Placed(inDomain(own, type), domain.length() + 2);
  }

  private static @Nullable String longestDomain(List<String> labels, DnsSettings settings) {
    String name = "." + String.join(".", labels);
    String found = null;
    for (String domain : List.of(settings.domain(), settings.altDomain())) {
      boolean longer = found == null || domain.length() > found.length();
      if (!domain.isEmpty() && longer && name.endsWith("." + domain)) {
        found = domain;
      }
    }
    return found;
  }

  private static DnsName inDomain(List<String> labels, int type) {
    if (!labels.stream().allMatch(DnsName::isPrintable)) {
      return new Unknown();
    }
    if (labels.size() >= 2 && labels.get(1).equals("addr")) {
      return address(labels.get(0));
    }
    for (int i = labels.size() - 1; i >= 0; i--) {
      String label = labels.get(i);
      List<String> words = labels.subList(0, i);
      List<String> locality = labels.subList(i + 1, labels.size());
      switch (label) {
        case "service" -> {
          return service(words, locality);
        }
        case "connect", "ingress", "node", "query", "virtual" -> {
          return other(label, words, locality);
        }
        default -> {
          if (type == RecordType.SRV && label.startsWith("_")) {
            return service(labels.subList(0, i + 1), locality);
          }
        }
      }
    }
    return new Unknown();
  }

  private static DnsName other(String kind, List<String> words, List<String> locality) {
    if (words.isEmpty()) {
      return new Unknown();
    }
    String last = words.get(words.size() - 1);
    String datacenter = datacenter(locality);
    return switch (kind) {
      case "virtual" -> new Virtual(last);
      case "node" ->
        datacenter == null ? new Unknown() : new Node(String.join(".", words), datacenter);
      case "connect" -> datacenter == null ? new Unknown() : new Connect(last, datacenter);
      case "query" -> datacenter == null ? new Unknown() : new Query(query(words), datacenter);
      default -> new Unknown(); // no gateway has such a name
    };
  }

  /** The name may have dots; {@code _name._tcp} is how RFC 2782 spells it. */
  private static String query(List<String> words) {
    boolean spelled =
        words.size() == 2 && words.get(0).startsWith("_") && words.get(1).equals("_tcp");
    return spelled ? words.get(0).substring(1) : String.join(".", words);
  }

  /** {@code tag.name}, where the tag may have dots, or {@code _name._tag} as in RFC 2782. */
  private static DnsName service(List<String> words, List<String> locality) {
    String datacenter = datacenter(locality);
    if (words.isEmpty() || datacenter == null) {
      return new Unknown();
    }
    String last = words.get(words.size() - 1);
    if (words.size() == 2 && words.get(0).startsWith("_") && last.startsWith("_")) {
      String tag = last.equals("_tcp") ? "" : last.substring(1);
      return new Service(words.get(0).substring(1), tag, datacenter);
    }
    return new Service(last, String.join(".", words.subList(0, words.size() - 1)), datacenter);
  }

  /** Nothing, {@code dc1} or {@code dc1.dc}; null for what else there may be. */
  private static @Nullable String datacenter(List<String> locality) {
    return switch (locality.size()) {
      case 0 -> "";
      case 1 -> locality.get(0);
      case 2 -> locality.get(1).equals("dc") ? locality.get(0) : null;
      default -> null;
    };
  }

  private static DnsName address(String hex) {
    boolean isAddress =
        hex.length() == 2 * IpText.IPV4_BYTES || hex.length() == 2 * IpText.IPV6_BYTES;
    if (!isAddress || !hex.chars().allMatch(HexFormat::isHexDigit)) {
      return new Unknown();
    }
    return new Address(HexFormat.of().parseHex(hex));
  }

  /**
   * A zero byte would part the keys of the tables, and no registered name has what is refused here.
   */
  private static boolean isPrintable(String label) {
    return label.chars().allMatch(c -> c > ' ' && c < 127 && c != '.');
  }

  private static List<String> labels(byte[] wire) {
    List<String> labels = new ArrayList<>();
    for (int at = 0; wire[at] != 0; at += wire[at] + 1) {
      String label = new String(wire, at + 1, wire[at], StandardCharsets.ISO_8859_1);
      labels.add(label.toLowerCase(Locale.ROOT));
    }
    return labels;
  }
}
