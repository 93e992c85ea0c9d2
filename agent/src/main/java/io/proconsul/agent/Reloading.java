package io.proconsul.agent;

import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.config.ConfigException;
import io.proconsul.agent.config.Identity;
import io.proconsul.agent.config.Operation;
import io.proconsul.agent.dns.DnsServer;
import io.proconsul.agent.dns.DnsSetup;
import io.proconsul.agent.watch.Watches;
import io.proconsul.core.api.ConsulException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over a configuration that was read again: certificates, definitions, watches and DNS; of
 * the rest it tells what waits for a restart. Owned by {@link Consul}; any thread, one at a time.
 */
final class Reloading implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger("agent");

  private final Consul.Orders orders;
  private final LocalAgent local;
  private AgentConfig current;
  private @Nullable DnsServer dns;
  private @Nullable Watches watches;
  private List<Files> files = List.of();

  /** Something that the configuration names files for, which may have changed as well. */
  interface Files {
    /**
     * Reads them.
     *
     * @return puts them into use
     * @throws IOException when one cannot be used
     */
    Runnable prepare(AgentConfig config) throws IOException;
  }

  Reloading(AgentConfig config, Consul.Orders orders, LocalAgent local) {
    current = config;
    this.orders = orders;
    this.local = local;
  }

  /** The configuration that was taken over last. */
  synchronized AgentConfig current() {
    return current;
  }

  /** These start last. */
  synchronized void attach(DnsServer server, Watches running, Files... named) {
    dns = server;
    watches = running;
    files = List.of(named);
  }

  @Override
  public synchronized void run() {
    Optional<AgentConfig> read;
    try {
      read = orders.read();
    } catch (ConfigException e) {
      throw new ConsulException.Refused(String.valueOf(e.getMessage()));
    }
    if (read.isEmpty()) {
      return;
    }
    AgentConfig next = read.get();
    renew(next);
    for (String part : fixed(current, next)) {
      LOG.warn("a change of {} takes effect with the next start only", part);
    }
    local.reload(next.definitions());
    if (dns != null) {
      dns.update(DnsSetup.settings(next), DnsSetup.recursors(next));
    }
    watch(next);
    current = next;
  }

  /** All or none: who put one file in place and not yet the other keeps what there was. */
  private void renew(AgentConfig next) {
    List<Runnable> ready = new ArrayList<>();
    try {
      for (Files each : files) {
        ready.add(each.prepare(next));
      }
    } catch (IOException e) {
      throw new ConsulException.Refused("Failed reloading tls configuration: " + e.getMessage());
    }
    ready.forEach(Runnable::run);
  }

  /** Unchanged watches start over, too, as in Consul. */
  private void watch(AgentConfig next) {
    try {
      if (watches != null) {
        watches.replace(next.operation().watches());
      }
    } catch (ConsulException e) {
      throw new ConsulException.Refused("Failed reloading watches: " + e.getMessage());
    }
  }

  /** Parts that differ and that a running agent keeps. */
  static List<String> fixed(AgentConfig before, AgentConfig after) {
    List<String> parts = new ArrayList<>();
    if (!whoIs(before.identity()).equals(whoIs(after.identity()))) {
      parts.add("the node's name, metadata, datacenter or domain");
    }
    if (!before.role().equals(after.role())) {
      parts.add("data_dir, server or bootstrap");
    }
    if (!before.addresses().equals(after.addresses()) || !before.ports().equals(after.ports())) {
      parts.add("addresses or ports");
    }
    if (!before.cluster().equals(after.cluster())) {
      parts.add("how others are joined, gossip or autopilot");
    }
    if (!before.http().equals(after.http())) {
      parts.add("http_config");
    }
    if (!before.limits().equals(after.limits())
        || !before.performance().equals(after.performance())) {
      parts.add("limits or performance");
    }
    if (!before.checks().equals(after.checks())) {
      parts.add("how checks run");
    }
    Operation now = before.operation();
    Operation then = after.operation();
    if (!now.ui().equals(then.ui())
        || !now.telemetry().equals(then.telemetry())
        || !now.process().equals(then.process())) {
      parts.add("UI, telemetry or pid_file");
    }
    return parts;
  }

  /** Agents without a data folder make up a new id each time they are read. */
  private static Identity whoIs(Identity identity) {
    return new Identity(
        identity.nodeName(),
        "",
        identity.datacenter(),
        identity.domain(),
        identity.altDomain(),
        identity.nodeMeta());
  }
}
