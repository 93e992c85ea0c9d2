package io.proconsul.model.cluster;

import java.time.Duration;

/**
 * How far one server's log has come, as the leader asks each of them ({@code Status.RaftStats}).
 *
 * @param lastContact since it heard of the leader; zero on the leader, negative if never
 */
public record RaftStats(Duration lastContact, long lastTerm, long lastIndex) {}
