package io.proconsul.agent.config.load;

import io.proconsul.agent.config.DnsConfig;

/** Reads {@code dns_config} and {@code recursors}. */
final class DnsReader {
  private final Section root;

  DnsReader(Section root) {
    this.root = root;
  }

  DnsConfig read() {
    DnsConfig standard = DnsConfig.DEFAULT;
    Section dns = root.section("dns_config");
    return new DnsConfig(
        dns.duration("node_ttl", standard.nodeTtl()),
        dns.durations("service_ttl"),
        soa(dns.section("soa")),
        dns.bool("only_passing", standard.onlyPassing()),
        dns.bool("allow_stale", standard.allowStale()),
        dns.duration("max_stale", standard.maxStale()),
        dns.integer("a_record_limit", standard.aRecordLimit()),
        dns.integer("udp_answer_limit", standard.udpAnswerLimit()),
        dns.bool("enable_truncate", standard.enableTruncate()),
        dns.bool("enable_additional_node_meta_txt", standard.nodeMetaTxt()),
        dns.bool("disable_compression", standard.disableCompression()),
        root.texts("recursors"),
        dns.duration("recursor_timeout", standard.recursorTimeout()),
        dns.text("recursor_strategy").equals("random"));
  }

  private static DnsConfig.Soa soa(Section soa) {
    DnsConfig.Soa standard = DnsConfig.Soa.DEFAULT;
    return new DnsConfig.Soa(
        soa.integer("refresh", standard.refresh()),
        soa.integer("retry", standard.retry()),
        soa.integer("expire", standard.expire()),
        soa.integer("min_ttl", standard.minTtl()));
  }
}
