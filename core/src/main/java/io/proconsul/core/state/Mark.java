package io.proconsul.core.state;

import java.util.Locale;

/**
 * Names of what a query can depend on. A write touches the marks of all that it changes; a query
 * takes its index from its mark and waits on it, so that it is woken by nothing else.
 */
public final class Mark {
  public static final byte[] KV = Key.of("kv");
  public static final byte[] SESSIONS = Key.of("sessions");
  public static final byte[] NODES = Key.of("nodes");
  public static final byte[] SERVICES = Key.of("services");
  public static final byte[] COORDINATES = Key.of("coordinates");
  public static final byte[] AUTOPILOT = Key.of("autopilot");
  public static final byte[] CA_CONFIGURATION = Key.of("ca-configuration");
  public static final byte[] CA_ROOTS = Key.of("ca-roots");
  public static final byte[] PREPARED_QUERIES = Key.of("prepared-queries");
  public static final byte[] CHECKS = Key.of("checks");

  /** The index at which the last instance of any service went: answers for absent services. */
  public static final byte[] SERVICE_EXTINCTION = Key.of("service-extinction");

  private Mark() {}

  /** A node with its instances and checks. */
  public static byte[] node(String node) {
    return Key.of("node", lower(node));
  }

  /** All instances of a service with their nodes and checks. */
  public static byte[] service(String service) {
    return Key.of("service", lower(service));
  }

  /** All instances through which mesh clients reach a service, with their nodes and checks. */
  public static byte[] mesh(String service) {
    return Key.of("mesh", lower(service));
  }

  /** The checks of a service's instances. */
  public static byte[] serviceChecks(String service) {
    return Key.of("service-checks", lower(service));
  }

  public static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
