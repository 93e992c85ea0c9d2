package io.proconsul.chaos.check;

/** What a client asked of one key. Every written value is unique within its key. */
public sealed interface Call {
  /** A read of the value, by the register's model, or of the holder, by the lock's. */
  record Read() implements Call {}

  record Write(String value) implements Call {}

  /** A write that was to happen only onto {@code expected}, which is empty for an absent key. */
  record CompareAndSet(String expected, String value) implements Call {}

  record Acquire(String session) implements Call {}

  record Release(String session) implements Call {}

  /** The end of a session, which frees the lock if the session holds it. */
  record Destroy(String session) implements Call {}
}
