package io.proconsul.agent.config;

import java.util.UUID;

/**
 * Everything an agent is told at start, merged from flags and files. Use {@link #dev()} or
 * {@link #server(java.nio.file.Path)} and {@link #with} to embed an agent.
 */
public record AgentConfig(
    Identity identity,
    Role role,
    Addresses addresses,
    Ports ports,
    HttpConfig http,
    DnsConfig dns,
    Limits limits,
    Performance performance,
    ChecksConfig checks,
    Definitions definitions,
    Operation operation,
    ClusterConfig cluster,
    ConnectConfig connect) {

  /** With checks as they are by default, and no services. */
  public AgentConfig(
      Identity identity,
      Role role,
      Addresses addresses,
      Ports ports,
      HttpConfig http,
      DnsConfig dns,
      Limits limits,
      Performance performance) {
    this(
        identity,
        role,
        addresses,
        ports,
        http,
        dns,
        limits,
        performance,
        ChecksConfig.DEFAULT,
        Definitions.NONE,
        Operation.DEFAULT,
        role.devMode() ? ClusterConfig.DEV : ClusterConfig.DEFAULT,
        ConnectConfig.DEFAULT);
  }

  /** An agent in memory on loopback, every port chosen by the system: for embedding and tests. */
  public static AgentConfig dev() {
    return new AgentConfig(
        Identity.named("localhost"),
        Role.dev(),
        Addresses.loopback(),
        Ports.any(),
        HttpConfig.DEFAULT,
        DnsConfig.DEFAULT,
        Limits.DEFAULT,
        Performance.DEFAULT);
  }

  /** A single durable server on loopback with its data in that folder, every port chosen freely. */
  public static AgentConfig server(java.nio.file.Path dataDir) {
    return dev().with(Role.server(dataDir, 1));
  }

  /** A section of the configuration. */
  public sealed interface Part
      permits Identity,
          Role,
          Addresses,
          Ports,
          HttpConfig,
          DnsConfig,
          Limits,
          Performance,
          ChecksConfig,
          Definitions,
          Operation,
          ClusterConfig,
          ConnectConfig {}

  /** The same with another section in place of its own. */
  public AgentConfig with(Part other) {
    return new AgentConfig(
        other instanceof Identity its ? its : identity,
        other instanceof Role its ? its : role,
        other instanceof Addresses its ? its : addresses,
        other instanceof Ports its ? its : ports,
        other instanceof HttpConfig its ? its : http,
        other instanceof DnsConfig its ? its : dns,
        other instanceof Limits its ? its : limits,
        other instanceof Performance its ? its : performance,
        other instanceof ChecksConfig its ? its : checks,
        other instanceof Definitions its ? its : definitions,
        other instanceof Operation its ? its : operation,
        other instanceof ClusterConfig its ? its : cluster,
        other instanceof ConnectConfig its ? its : connect);
  }

  static String randomNodeId() {
    return UUID.randomUUID().toString();
  }
}
