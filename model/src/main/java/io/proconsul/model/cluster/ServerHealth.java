package io.proconsul.model.cluster;

import java.time.Duration;
import java.time.Instant;

/**
 * How a server fares in the eyes of the leader's autopilot.
 *
 * @param serfStatus {@code alive}, {@code leaving}, {@code left}, {@code failed} or {@code none}
 * @param lastContact since it heard of the leader; negative for never
 * @param stableSince when {@code healthy} last changed
 */
public record ServerHealth(
    String id,
    String name,
    String address,
    String serfStatus,
    String version,
    boolean leader,
    Duration lastContact,
    long lastTerm,
    long lastIndex,
    boolean healthy,
    boolean voter,
    Instant stableSince) {}
