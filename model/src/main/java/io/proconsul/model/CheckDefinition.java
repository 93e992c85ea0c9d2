package io.proconsul.model;

import io.proconsul.codec.Mapping;
import java.time.Duration;
import java.util.Optional;

/**
 * A check as it is registered or configured: what to look at, how often, and when to believe it.
 *
 * @param id empty when one is to be made up
 * @param serviceId empty for a check of the node
 * @param status the state to begin with; empty for critical
 * @param timeout zero for the kind's own
 * @param deregisterAfter how long critical until the service is removed; zero for never
 * @param outputMaxSize in bytes; 0 for 4096
 */
public record CheckDefinition(
    String id,
    String name,
    String notes,
    String serviceId,
    String token,
    String status,
    CheckKind kind,
    Duration interval,
    Duration timeout,
    Duration ttl,
    CheckThresholds thresholds,
    Duration deregisterAfter,
    int outputMaxSize) {

  /** As {@code agent/check/register} and configuration files spell it: with {@code ID}. */
  public static final Mapping<CheckDefinition> MAPPING = new CheckMapping("ID");

  /** As it stands within a service that comes over the API: with {@code CheckID}. */
  public static final Mapping<CheckDefinition> OF_SERVICE = new CheckMapping("CheckID");

  /** What Consul calls an empty check: nothing at all was said. */
  public static final CheckDefinition EMPTY = new CheckDefinition(
      "",
      "",
      "",
      "",
      "",
      "",
      new CheckKind.Ttl(),
      Duration.ZERO,
      Duration.ZERO,
      Duration.ZERO,
      CheckThresholds.NONE,
      Duration.ZERO,
      0);

  /** Why this cannot be run, in Consul's words; endpoints put {@code Invalid check: } before. */
  public Optional<String> problem() {
    boolean alias = kind instanceof CheckKind.Alias;
    if (positive(interval) && positive(ttl)) {
      return Optional.of("Interval and TTL cannot both be specified");
    }
    if (kind.periodic() && !positive(interval)) {
      return Optional.of(
          "Interval must be > 0 for Script, HTTP, H2PING, TCP, UDP or OSService checks");
    }
    if (alias && positive(ttl)) {
      return Optional.of("TTL must be not be set for Alias checks");
    }
    if (kind instanceof CheckKind.Ttl && !positive(ttl)) {
      return Optional.of("TTL must be > 0 for TTL checks");
    }
    if (outputMaxSize < 0) {
      return Optional.of("MaxOutputMaxSize must be positive");
    }
    return thresholds.problem();
  }

  private static boolean positive(Duration duration) {
    return duration.isPositive();
  }
}
