package io.proconsul.agent.config;

import java.util.UUID;

/**
 * Everything an agent is told at start, merged from flags and files. Use {@link #dev()} or
 * {@link #server(java.nio.file.Path)} and the {@code with} methods to embed an agent.
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
    ClusterConfig cluster) {

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
        role.devMode() ? ClusterConfig.DEV : ClusterConfig.DEFAULT);
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

  public AgentConfig with(Identity other) {
    return new AgentConfig(
        other,
        role,
        addresses,
        ports,
        http,
        dns,
        limits,
        performance,
        checks,
        definitions,
        operation,
        cluster);
  }

  public AgentConfig with(Role other) {
    return new AgentConfig(
        identity,
        other,
        addresses,
        ports,
        http,
        dns,
        limits,
        performance,
        checks,
        definitions,
        operation,
        cluster);
  }

  public AgentConfig with(Ports other) {
    return new AgentConfig(
        identity,
        role,
        addresses,
        other,
        http,
        dns,
        limits,
        performance,
        checks,
        definitions,
        operation,
        cluster);
  }

  public AgentConfig with(DnsConfig other) {
    return new AgentConfig(
        identity,
        role,
        addresses,
        ports,
        http,
        other,
        limits,
        performance,
        checks,
        definitions,
        operation,
        cluster);
  }

  public AgentConfig with(ChecksConfig other) {
    return new AgentConfig(
        identity,
        role,
        addresses,
        ports,
        http,
        dns,
        limits,
        performance,
        other,
        definitions,
        operation,
        cluster);
  }

  public AgentConfig with(Definitions other) {
    return new AgentConfig(
        identity,
        role,
        addresses,
        ports,
        http,
        dns,
        limits,
        performance,
        checks,
        other,
        operation,
        cluster);
  }

  public AgentConfig with(Operation other) {
    return new AgentConfig(
        identity,
        role,
        addresses,
        ports,
        http,
        dns,
        limits,
        performance,
        checks,
        definitions,
        other,
        cluster);
  }

  public AgentConfig with(ClusterConfig other) {
    return new AgentConfig(
        identity,
        role,
        addresses,
        ports,
        http,
        dns,
        limits,
        performance,
        checks,
        definitions,
        operation,
        other);
  }

  static String randomNodeId() {
    return UUID.randomUUID().toString();
  }
}
