package io.proconsul.agent.http;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.PercentCoding;
import io.proconsul.core.filter.GoText;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The path of a request, as Go's {@code ServeMux} takes it: cleaned while still escaped, matched
 * segment by segment, handed on decoded.
 *
 * @param raw as it came, still escaped
 * @param query the raw query; empty for none
 */
record RequestPath(String raw, String query) {
  /** Splits a request target. */
  static RequestPath of(String target) {
    int hash = target.indexOf('#');
    String text = hash < 0 ? target : target.substring(0, hash);
    int mark = text.indexOf('?');
    return mark < 0
        ? new RequestPath(text, "")
        : new RequestPath(text.substring(0, mark), text.substring(mark + 1));
  }

  /**
   * Decoded, for the handler.
   *
   * @throws ConsulException.InvalidRequest for a malformed escape
   */
  String decoded() {
    return PercentCoding.decodePath(raw);
  }

  /** Decoded for matching: an escaped slash does not separate segments. */
  String forMatching() {
    if (raw.indexOf('%') < 0) {
      return raw;
    }
    StringBuilder out = new StringBuilder();
    int from = 0;
    while (from <= raw.length()) {
      int slash = raw.indexOf('/', from);
      int end = slash < 0 ? raw.length() : slash;
      out.append(PercentCoding.decodePath(raw.substring(from, end)).replace('/', '\0'));
      if (slash >= 0) {
        out.append('/');
      }
      from = end + 1;
    }
    return out.toString();
  }

  /** Without empty, {@code .} and {@code ..} segments; keeps a trailing slash. */
  String cleaned() {
    if (!raw.contains("//") && !raw.contains("/.")) {
      return raw.startsWith("/") ? raw : "/" + raw;
    }
    Deque<String> kept = new ArrayDeque<>();
    for (String segment : raw.split("/", -1)) {
      switch (segment) {
        case "", "." -> {}
        case ".." -> kept.pollLast();
        default -> kept.addLast(segment);
      }
    }
    String path = "/" + String.join("/", kept);
    boolean slash = raw.endsWith("/") || raw.endsWith("/.") || raw.endsWith("/..");
    return slash && path.length() > 1 ? path + "/" : path;
  }

  /** Whether every character can be printed, by Go's {@code unicode.IsPrint}. */
  static boolean isPrintable(String path) {
    return path.codePoints().allMatch(GoText::isPrintable);
  }
}
