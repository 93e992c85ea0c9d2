package io.proconsul.core.rpc;

/**
 * Whom a call is for, and in whose name.
 *
 * @param datacenter whose state it is about; empty for the caller's own
 * @param token empty for the anonymous one
 */
public record Target(String datacenter, String token) {}
