package io.proconsul.model.cluster;

/**
 * A server in the Raft configuration.
 *
 * @param id its node id
 * @param node its name, or {@code (unknown)} while gossip does not know it
 * @param address {@code host:port}
 * @param protocolVersion of Raft, as text
 * @param lastIndex of the last log entry it is known to have
 */
public record RaftServer(
    String id,
    String node,
    String address,
    boolean leader,
    String protocolVersion,
    boolean voter,
    long lastIndex) {}
