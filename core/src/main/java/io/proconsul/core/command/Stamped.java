package io.proconsul.core.command;

/**
 * A command as it stands in the log: with the leader's clock at the moment of its submission, in
 * milliseconds since 1970.
 */
public record Stamped(Command<?> command, long nowMillis) {}
