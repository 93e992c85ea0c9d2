package io.proconsul.core.query;

/**
 * Another question whose answer is to be ordered by the distance of its nodes from this one, the
 * nearest first: {@code ?near=}.
 */
public record Near<R>(Query<R> query, String node) implements Query<R> {}
