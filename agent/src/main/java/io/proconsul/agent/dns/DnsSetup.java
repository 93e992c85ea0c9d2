package io.proconsul.agent.dns;

import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.config.DnsConfig;
import io.proconsul.core.dns.DnsSettings;
import java.net.InetSocketAddress;
import java.util.List;

/** Reads from an agent's configuration what DNS needs. Pure; any thread. */
public final class DnsSetup {
  private static final int STANDARD_PORT = 53;

  private DnsSetup() {}

  /** None when the port is -1; DNS has no use for sockets of the file system. */
  public static List<InetSocketAddress> addresses(AgentConfig config) {
    if (config.ports().dns() < 0) {
      return List.of();
    }
    return config.addresses().dns().stream()
        .filter(host -> !host.startsWith("unix://"))
        .map(host -> new InetSocketAddress(host, config.ports().dns()))
        .toList();
  }

  public static DnsSettings settings(AgentConfig config) {
    DnsConfig dns = config.dns();
    DnsConfig.Soa soa = dns.soa();
    return new DnsSettings(
        config.identity().domain(),
        config.identity().altDomain(),
        config.identity().datacenter(),
        dns.nodeTtl(),
        dns.serviceTtl(),
        new DnsSettings.Soa(soa.refresh(), soa.retry(), soa.expire(), soa.minTtl()),
        dns.onlyPassing(),
        dns.allowStale(),
        dns.maxStale(),
        dns.aRecordLimit(),
        dns.udpAnswerLimit(),
        dns.enableTruncate(),
        dns.nodeMetaTxt(),
        dns.disableCompression(),
        !dns.recursors().isEmpty());
  }

  public static RecursorSettings recursors(AgentConfig config) {
    DnsConfig dns = config.dns();
    List<InetSocketAddress> servers =
        dns.recursors().stream().map(DnsSetup::recursor).toList();
    return new RecursorSettings(servers, dns.recursorTimeout(), dns.randomRecursor());
  }

  /** {@code 10.0.0.1}, {@code 10.0.0.1:53}, {@code ::1} or {@code [::1]:53}. */
  static InetSocketAddress recursor(String text) {
    int colon = text.lastIndexOf(':');
    boolean bare = colon < 0 || text.indexOf(':') != colon && !text.startsWith("[");
    if (bare || text.endsWith("]")) {
      return new InetSocketAddress(unbracketed(text), STANDARD_PORT);
    }
    int port = Integer.parseInt(text.substring(colon + 1));
    return new InetSocketAddress(unbracketed(text.substring(0, colon)), port);
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
