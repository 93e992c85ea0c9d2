package io.proconsul.core.api;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import io.proconsul.codec.json.JsonReader;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as a handler sees it: decoded path, parameters, headers by lower-case name, and the
 * whole body, which the listener has bounded.
 *
 * @param stream the body of a route that takes it as it comes; to be read by a thread that may
 *     block
 */
public record Request(
    Method method,
    String path,
    Params params,
    Map<String, String> headers,
    byte[] body,
    String remoteAddress,
    @Nullable InputStream stream) {

  public Request(
      Method method,
      String path,
      Params params,
      Map<String, String> headers,
      byte[] body,
      String remoteAddress) {
    this(method, path, params, headers, body, remoteAddress, null);
  }

  /** A request without headers and body, for callers inside the agent. */
  public static Request get(String path, Params params) {
    return new Request(Method.GET, path, params, Map.of(), new byte[0], "");
  }

  /** What follows {@code prefix} in the path. */
  public String pathAfter(String prefix) {
    return path.substring(prefix.length());
  }

  public @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }

  /**
   * The body as one JSON object; {@code null} reads as an empty one.
   *
   * @param type the name that errors give for the object
   * @throws DecodeException in Go's words
   */
  public Fields bodyFields(String type) {
    return bodyFields(type, type);
  }

  /**
   * The body of an endpoint whose type has no name in Go.
   *
   * @param type what errors call the whole
   * @param owner what errors call the owner of a field
   */
  public Fields bodyFields(String type, String owner) {
    Value value = JsonReader.parseFirst(body);
    return switch (value) {
      case Value.Obj object -> new Fields(owner, object);
      case Value.Nil() -> new Fields(owner, Value.Obj.EMPTY);
      case Value.Arr _ -> throw wrongKind("array", type);
      case Value.Str _, Value.Bytes _ -> throw wrongKind("string", type);
      case Value.Int _, Value.Num _ -> throw wrongKind("number", type);
      case Value.Bool _ -> throw wrongKind("bool", type);
    };
  }

  private static DecodeException wrongKind(String kind, String type) {
    return new DecodeException("json: cannot unmarshal " + kind + " into Go value of type " + type);
  }
}
