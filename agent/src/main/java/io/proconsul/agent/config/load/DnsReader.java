package io.proconsul.agent.config.load;

import io.proconsul.agent.config.DnsConfig;
import io.proconsul.agent.config.sockaddr.Interfaces;
import io.proconsul.agent.config.sockaddr.Networks;
import io.proconsul.agent.config.sockaddr.SockaddrTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads {@code dns_config} and {@code recursors}. */
record DnsReader(Section root, Interfaces interfaces) {
  private static final Set<String> STRATEGIES = Set.of("", "sequential", "random");

  DnsConfig read() {
    Section dns = root.section("dns_config");
    DnsConfig standard = DnsConfig.DEFAULT;
    return new DnsConfig(
        dns.duration("node_ttl", standard.nodeTtl()),
        dns.durations("service_ttl"),
        soa(dns.section("soa")),
        dns.bool("only_passing", standard.onlyPassing()),
        dns.bool("allow_stale", standard.allowStale()),
        dns.duration("max_stale", standard.maxStale()),
        limit(dns, "a_record_limit", standard.aRecordLimit()),
        limit(dns, "udp_answer_limit", standard.udpAnswerLimit()),
        dns.bool("enable_truncate", standard.enableTruncate()),
        dns.bool("enable_additional_node_meta_txt", standard.nodeMetaTxt()),
        dns.bool("disable_compression", standard.disableCompression()),
        recursors(),
        dns.duration("recursor_timeout", standard.recursorTimeout()),
        strategy(dns).equals("random"));
  }

  private static DnsConfig.Soa soa(Section soa) {
    DnsConfig.Soa standard = DnsConfig.Soa.DEFAULT;
    return new DnsConfig.Soa(
        soa.integer("refresh", standard.refresh()),
        soa.integer("retry", standard.retry()),
        soa.integer("expire", standard.expire()),
        soa.integer("min_ttl", standard.minTtl()));
  }

  private static int limit(Section dns, String key, int standard) {
    int limit = dns.integer(key, standard);
    if (limit < 0) {
      dns.problem(key, "cannot be " + limit + ". Must be greater than or equal to zero");
      return standard;
    }
    return limit;
  }

  private static String strategy(Section dns) {
    String strategy = dns.text("recursor_strategy");
    if (!STRATEGIES.contains(strategy)) {
      dns.problem("recursor_strategy", "must be sequential or random, not " + strategy);
    }
    return strategy;
  }

  /** Each may be a template that gives several. */
  private List<String> recursors() {
    List<String> recursors = new ArrayList<>();
    for (String text : root.texts("recursors")) {
      String expanded = SockaddrTemplate.expand("recursors", text, interfaces).trim();
      for (String address : expanded.split("\\s+")) {
        if (isRecursor(address)) {
          recursors.add(address);
        } else {
          root.problem("recursors", "invalid ip address: " + address);
        }
      }
    }
    return recursors;
  }

  private static boolean isRecursor(String address) {
    if (Networks.isIp(address)) {
      return true;
    }
    int colon = address.lastIndexOf(':');
    return colon > 0
        && Networks.isIp(address.substring(0, colon))
        && address.substring(colon + 1).matches("[0-9]{1,5}");
  }
}
