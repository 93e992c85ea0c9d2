package io.proconsul.core.query;

/**
 * A result and the index of what it covers: the highest index at which anything it depends on
 * changed, the same on every server.
 */
public record Answer<R>(R result, long index) {}
