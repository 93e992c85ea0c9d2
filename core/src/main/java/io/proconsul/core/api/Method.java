package io.proconsul.core.api;

import java.util.Optional;

/** The HTTP methods that Consul's API uses. */
public enum Method {
  GET,
  PUT,
  POST,
  DELETE,
  HEAD,
  OPTIONS;

  /** Empty for a method that no endpoint has. */
  public static Optional<Method> of(String name) {
    for (Method method : values()) {
      if (method.name().equals(name)) {
        return Optional.of(method);
      }
    }
    return Optional.empty();
  }
}
