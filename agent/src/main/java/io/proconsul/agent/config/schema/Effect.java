package io.proconsul.agent.config.schema;

/** What this version makes of a key. */
public sealed interface Effect {
  /** It is read. */
  record Used() implements Effect {}

  /** Asks for what is so anyway. */
  record Moot() implements Effect {}

  /** Valid, but without effect in this version: a warning says so. */
  record Idle() implements Effect {}

  /** Without effect in this version, which would be unsafe: the agent does not start. */
  record Refused() implements Effect {}

  /** An older name of another key. */
  record Old(String key) implements Effect {}
}
