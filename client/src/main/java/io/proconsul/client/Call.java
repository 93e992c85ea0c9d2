package io.proconsul.client;

import io.proconsul.client.wire.Upload;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One request: made by one thread, sent once. Query parameters are sorted by name, as Go's client
 * writes them.
 */
public final class Call {
  private final String method;
  private final String path;
  private final TreeMap<String, String[]> parameters = new TreeMap<>();
  private byte @Nullable [] body;
  private @Nullable Upload upload;

  private Call(String method, String path) {
    this.method = method;
    this.path = path;
  }

  /** @param path from {@code /v1/} on, not escaped */
  public static Call get(String path) {
    return new Call("GET", path);
  }

  public static Call put(String path) {
    return new Call("PUT", path);
  }

  public static Call put(String path, byte[] body) {
    Call call = new Call("PUT", path);
    call.body = body;
    return call;
  }

  /** A body of any size; such a call can be sent only once. */
  public static Call put(String path, Upload upload) {
    Call call = new Call("PUT", path);
    call.upload = upload;
    return call;
  }

  public static Call post(String path) {
    return new Call("POST", path);
  }

  public static Call post(String path, byte[] body) {
    Call call = new Call("POST", path);
    call.body = body;
    return call;
  }

  public static Call delete(String path, byte[] body) {
    Call call = new Call("DELETE", path);
    call.body = body;
    return call;
  }

  public static Call delete(String path) {
    return new Call("DELETE", path);
  }

  public Call with(String name, String... values) {
    parameters.put(name, values);
    return this;
  }

  /** A parameter, unless its value is empty. */
  public Call withUnlessEmpty(String name, String value) {
    return value.isEmpty() ? this : with(name, value);
  }

  /** Adds what the options ask for. */
  public Call with(QueryOptions options) {
    options.addTo(this);
    return this;
  }

  boolean has(String name) {
    return parameters.containsKey(name);
  }

  String method() {
    return method;
  }

  byte @Nullable [] body() {
    return body;
  }

  @Nullable
  Upload upload() {
    return upload;
  }

  /** Path and query, escaped. */
  String target(String prefix) {
    StringBuilder target = new StringBuilder(prefix);
    Escape.path(path, target);
    char separator = '?';
    for (var parameter : parameters.entrySet()) {
      for (String value : parameter.getValue()) {
        target.append(separator);
        separator = '&';
        Escape.query(parameter.getKey(), target);
        target.append('=');
        Escape.query(value, target);
      }
    }
    return target.toString();
  }
}
