package io.proconsul.agent.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How DNS answers: {@code dns_config} and {@code recursors}.
 *
 * @param serviceTtl by service name, by {@code prefix*}, or {@code *} for all others
 * @param onlyPassing leaves out instances with a warning, too
 * @param maxStale how long since the leader was heard of before it is asked nevertheless
 * @param aRecordLimit at most so many addresses of a service; 0 for all
 * @param udpAnswerLimit at most so many records where the client takes but 512 bytes
 * @param nodeMetaTxt whether node metadata come along as additional TXT records
 * @param recursors {@code host} or {@code host:port}
 * @param recursorTimeout for each recursor in turn
 * @param randomRecursor whether they are asked in random order
 */
public record DnsConfig(
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
    List<String> recursors,
    Duration recursorTimeout,
    boolean randomRecursor)
    implements AgentConfig.Part {

  /** The numbers of the SOA record, in seconds. */
  public record Soa(int refresh, int retry, int expire, int minTtl) {
    public static final Soa DEFAULT = new Soa(3600, 600, 86_400, 0);
  }

  public static final DnsConfig DEFAULT = new DnsConfig(
      Duration.ZERO,
      Map.of(),
      Soa.DEFAULT,
      false,
      true,
      Duration.ofDays(3_650),
      0,
      3,
      false,
      true,
      false,
      List.of(),
      Duration.ofSeconds(2),
      false);

  public DnsConfig {
    serviceTtl = Map.copyOf(serviceTtl);
    recursors = List.copyOf(recursors);
  }
}
