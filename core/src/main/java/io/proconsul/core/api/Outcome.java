package io.proconsul.core.api;

/** Hears once how an operation ended; may be called on any thread and must not block. */
public interface Outcome<R> {
  void done(R result);

  void failed(ConsulException cause);
}
