package io.proconsul.conformance.scenario;

import io.proconsul.codec.Value;
import org.jspecify.annotations.Nullable;

/**
 * What one step does. Requests stay as they are written until the step runs, because variables in
 * them are filled in only then. {@code on} is the id of an agent; null is the first.
 */
public sealed interface Action {
  record Http(Value.Obj request, @Nullable String on) implements Action {}

  record Dns(Value.Obj question, @Nullable String on) implements Action {}

  record Cli(Value.Obj command, @Nullable String on) implements Action {}

  /** A template to render, which needs a consul-template and is not supported here. */
  record Template(Value.Obj template, @Nullable String on) implements Action {}

  /** Starts an action that stays in flight while later steps run. */
  record Background(String id, Action inner, double settleSeconds) implements Action {}

  /** Waits until a background command has printed a regular expression. */
  record Await(String id, String pattern, boolean standardError, double timeoutSeconds)
      implements Action {}

  /**
   * Takes the result of a background action.
   *
   * @param signal sent to it first, such as {@code INT}; null sends none
   */
  record Join(String id, @Nullable String signal, double timeoutSeconds) implements Action {}

  record Sleep(double seconds) implements Action {}

  /** Changes a fixture server or looks at what it was asked. */
  record Server(Value.Obj request) implements Action {}

  /** Writes, deletes or reads a file. */
  record FileAccess(Value.Obj request) implements Action {}

  /** Does something to an agent: {@code start stop kill restart signal wait exited}. */
  record AgentControl(
      String verb, @Nullable String on, @Nullable String signal, double timeoutSeconds)
      implements Action {}
}
