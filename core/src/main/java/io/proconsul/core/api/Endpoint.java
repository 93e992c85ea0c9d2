package io.proconsul.core.api;

/** A feature's part of the HTTP API. */
@FunctionalInterface
public interface Endpoint {
  void register(Routes routes);
}
