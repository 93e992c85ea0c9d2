package io.proconsul.core.autopilot;

/**
 * A server in the log's membership.
 *
 * @param id its node id
 * @param voter counts for majorities; else it only follows
 */
public record Peer(String id, boolean voter) {}
