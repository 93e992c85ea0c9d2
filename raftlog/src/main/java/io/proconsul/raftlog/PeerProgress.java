package io.proconsul.raftlog;

/**
 * How far a peer is, as its leader knows.
 *
 * @param lastIndex the last entry that the peer is known to hold as the leader does; 0 if none yet
 * @param lastTerm that entry's term
 * @param contactMillis since a request was sent that the peer answered; -1 if it never did
 */
public record PeerProgress(String nodeId, long lastIndex, long lastTerm, long contactMillis) {}
