package io.proconsul.core.api;

/** Parses one kind of request into an action. Stateless; called on the listener's thread. */
@FunctionalInterface
public interface Handler {
  /** @throws ConsulException or {@link io.proconsul.codec.DecodeException} for a bad request */
  Action handle(Request request);
}
