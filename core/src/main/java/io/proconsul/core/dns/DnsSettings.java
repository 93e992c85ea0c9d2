package io.proconsul.core.dns;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What DNS answers depend on besides the catalog.
 *
 * @param domain without the final dot, in lower case; {@code altDomain} too, or empty
 * @param serviceTtl by service name, by {@code prefix*}, or {@code *} for all others
 * @param onlyPassing leaves out instances with a warning, too
 * @param allowStale whether any server answers from its own tables
 * @param maxStale how long since the leader was heard of before it is asked nevertheless
 * @param aRecordLimit at most so many addresses of a service; 0 for all
 * @param udpAnswerLimit at most so many records where the client takes but 512 bytes
 * @param enableTruncate whether the TC flag tells of records left out
 * @param nodeMetaTxt whether node metadata come along as additional TXT records
 * @param recursion whether there are recursors for names outside the domain
 */
public record DnsSettings(
    String domain,
    String altDomain,
    String datacenter,
    Duration nodeTtl,
    Map<String, Duration> serviceTtl,
    Soa soa,
    boolean onlyPassing,
    boolean allowStale,
    Duration maxStale,
    int aRecordLimit,
    int udpAnswerLimit,
    boolean enableTruncate,
    boolean nodeMetaTxt,
    boolean disableCompression,
    boolean recursion) {

  /** The numbers of the SOA record, in seconds. */
  public record Soa(int refresh, int retry, int expire, int minTtl) {
    public static final Soa DEFAULT = new Soa(3600, 600, 86_400, 0);
  }

  private static final Duration TEN_YEARS = Duration.ofDays(3_650);
  private static final int DEFAULT_UDP_ANSWERS = 3;

  public DnsSettings {
    domain = plain(domain);
    altDomain = plain(altDomain);
    Map<String, Duration> ttls = new TreeMap<>();
    serviceTtl.forEach((name, ttl) -> ttls.put(name.toLowerCase(Locale.ROOT), ttl));
    serviceTtl = Map.copyOf(ttls);
  }

  /** As an agent without any {@code dns_config} has them. */
  public static DnsSettings defaults(String datacenter) {
    return new DnsSettings(
        "consul",
        "",
        datacenter,
        Duration.ZERO,
        Map.of(),
        Soa.DEFAULT,
        false,
        true,
        TEN_YEARS,
        0,
        DEFAULT_UDP_ANSWERS,
        false,
        true,
        false,
        false);
  }

  int nodeTtlSeconds() {
    return seconds(nodeTtl);
  }

  /** By exact name, else by the longest prefix, else 0 as documented: the node's is for nodes. */
  int serviceTtlSeconds(String service) {
    String name = service.toLowerCase(Locale.ROOT);
    Duration exact = serviceTtl.get(name);
    if (exact != null) {
      return seconds(exact);
    }
    for (int end = name.length(); end >= 0; end--) {
      Duration prefix = serviceTtl.get(name.substring(0, end) + "*");
      if (prefix != null) {
        return seconds(prefix);
      }
    }
    return 0;
  }

  static int seconds(Duration ttl) {
    return Math.clamp(ttl.toSeconds(), 0, Integer.MAX_VALUE);
  }

  private static String plain(String domain) {
    String text = domain.toLowerCase(Locale.ROOT);
    while (text.endsWith(".")) {
      text = text.substring(0, text.length() - 1);
    }
    return text;
  }
}
