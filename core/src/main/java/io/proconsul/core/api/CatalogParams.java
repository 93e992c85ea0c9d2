package io.proconsul.core.api;

import java.util.LinkedHashMap;
import java.util.Map;

/** Parameters that questions about nodes and services share. */
public final class CatalogParams {
  private CatalogParams() {}

  /** {@code ?node-meta=key:value}, repeated; what has no colon wants an empty value. */
  public static Map<String, String> nodeMeta(Request request) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String text : request.params().all("node-meta")) {
      int colon = text.indexOf(':');
      pairs.put(
          colon < 0 ? text : text.substring(0, colon), colon < 0 ? "" : text.substring(colon + 1));
    }
    return pairs;
  }

  /**
   * What stands in the path after the prefix.
   *
   * @param missing what to say when nothing does
   */
  public static String name(Request request, String prefix, String missing) {
    String name = request.pathAfter(prefix);
    if (name.isEmpty()) {
      throw new ConsulException.InvalidRequest(missing);
    }
    return name;
  }
}
