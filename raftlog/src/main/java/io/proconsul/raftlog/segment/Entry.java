package io.proconsul.raftlog.segment;

/** What one index of the log holds; the flag marks entries that are needed first at a start. */
public record Entry(boolean marked, byte[] content) {}
