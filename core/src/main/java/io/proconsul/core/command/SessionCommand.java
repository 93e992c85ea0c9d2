package io.proconsul.core.command;

import io.proconsul.model.Session;

/** Creation and end of sessions. */
public sealed interface SessionCommand<R> extends Command<R> {
  /** The outcome is the session's id. */
  record Create(Session session) implements SessionCommand<String> {}

  record Destroy(String id) implements SessionCommand<Boolean> {}
}
