package io.proconsul.client.wire;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it goes out.
 *
 * @param path path and query, escaped
 * @param headers what goes with it beside those that every request has
 * @param body null for none
 * @param upload a body in the place of that; null for none
 */
public record Outgoing(
    String method,
    String path,
    Map<String, String> headers,
    byte @Nullable [] body,
    @Nullable Upload upload) {

  public Outgoing(String method, String path, Map<String, String> headers, byte @Nullable [] body) {
    this(method, path, headers, body, null);
  }

  String head(Target target) {
    StringBuilder head = new StringBuilder(256)
        .append(method)
        .append(' ')
        .append(path)
        .append(" HTTP/1.1\r\nHost: ")
        .append(target.authority())
        .append("\r\nUser-Agent: proconsul\r\nConnection: close\r\n");
    headers.forEach(
        (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (body != null || !method.equals("GET")) {
      head.append("Content-Length: ").append(length()).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  private long length() {
    if (upload != null) {
      return upload.size();
    }
    return body == null ? 0 : body.length;
  }
}
