package io.proconsul.core.api;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The table of paths. A path that ends in a slash takes all below it; the longest match wins, as in
 * Go's {@code ServeMux}. Filled once at start, then only read.
 */
public final class Routes {
  /**
   * All methods of one path.
   *
   * @param others answers to all other methods; null where they are refused as everywhere
   */
  public record Route(
      String path, Map<Method, Handler> handlers, @Nullable Handler others) {
    /** The value of {@code Allow}: OPTIONS first, then in the order of registration. */
    public String allow() {
      StringBuilder out = new StringBuilder("OPTIONS");
      handlers.keySet().forEach(method -> out.append(',').append(method));
      return out.toString();
    }
  }

  private final Map<String, Route> exact = new LinkedHashMap<>();
  private final TreeMap<String, Route> prefixes = new TreeMap<>();

  /** {@code METHOD path}. */
  private final Set<String> streamed = new HashSet<>();

  public Routes add(Endpoint endpoint) {
    endpoint.register(this);
    return this;
  }

  public Routes add(Method method, String path, Handler handler) {
    Map<String, Route> table = path.endsWith("/") ? prefixes : exact;
    Handler before = table
        .computeIfAbsent(path, _ -> new Route(path, new LinkedHashMap<>(), null))
        .handlers()
        .put(method, handler);
    if (before != null) {
      throw new IllegalStateException(method + " " + path + " is registered twice");
    }
    return this;
  }

  /** For a path that answers itself to the methods that it has not, OPTIONS among them. */
  public Routes others(String path, Handler handler) {
    Map<String, Route> table = path.endsWith("/") ? prefixes : exact;
    table.compute(
        path,
        (_, route) ->
            new Route(path, route == null ? new LinkedHashMap<>() : route.handlers(), handler));
    return this;
  }

  /** A handler that takes the body as a stream, however large it is. The path ends in no slash. */
  public Routes addStreamed(Method method, String path, Handler handler) {
    add(method, path, handler);
    streamed.add(method + " " + path);
    return this;
  }

  /** Whether the body of such a request goes to its handler as a stream. */
  public boolean isStreamed(Method method, String path) {
    return streamed.contains(method + " " + path);
  }

  public @Nullable Route find(String path) {
    Route route = exact.get(path);
    if (route != null) {
      return route;
    }
    for (int end = path.lastIndexOf('/'); end >= 0; end = path.lastIndexOf('/', end - 1)) {
      Route prefix = prefixes.get(path.substring(0, end + 1));
      if (prefix != null) {
        return prefix;
      }
      if (end == 0) {
        break;
      }
    }
    return null;
  }

  /** Every {@code METHOD path}, sorted: the golden list of the API. */
  public List<String> list() {
    return java.util.stream.Stream.concat(exact.values().stream(), prefixes.values().stream())
        .flatMap(
            route -> route.handlers().keySet().stream().map(method -> method + " " + route.path()))
        .sorted()
        .toList();
  }
}
