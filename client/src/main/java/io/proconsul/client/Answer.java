package io.proconsul.client;

/** A value and what the answer said of itself. */
public record Answer<T>(T value, QueryMeta meta) {}
