package io.proconsul.conformance.match;

import io.proconsul.codec.Value;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path such as {@code $[0].A.b["c d"]} into a JSON document. A negative index counts from the
 * end; {@code .length} is that of an array or a string.
 */
public final class JsonPath {
  private static final Pattern PART =
      Pattern.compile("\\.([^.\\[\\]]+)|\\[(-?\\d+)\\]|\\[\"([^\"]*)\"\\]");

  private JsonPath() {}

  /** Null when the path leads nowhere. */
  public static @Nullable Value find(@Nullable Value document, String path) {
    Matcher part = PART.matcher(path);
    int position = path.startsWith("$") ? 1 : 0;
    Value current = document;
    while (position < path.length()) {
      if (!part.region(position, path.length()).lookingAt()) {
        throw new IllegalArgumentException("bad path " + path);
      }
      position = part.end();
      current = step(current, part);
    }
    return current;
  }

  private static @Nullable Value step(@Nullable Value current, Matcher part) {
    if (part.group(2) != null) {
      return element(current, Integer.parseInt(part.group(2)));
    }
    String name = part.group(1) != null ? part.group(1) : part.group(3);
    return switch (current) {
      case Value.Obj object -> object.get(name);
      case Value.Arr(List<Value> values) when name.equals("length") -> new Value.Int(values.size());
      case Value.Str(String text)
      when name.equals("length") -> new Value.Int(text.codePointCount(0, text.length()));
      case null, default -> null;
    };
  }

  private static @Nullable Value element(@Nullable Value current, int index) {
    if (!(current instanceof Value.Arr(List<Value> values))) {
      return null;
    }
    int place = index < 0 ? index + values.size() : index;
    return place >= 0 && place < values.size() ? values.get(place) : null;
  }
}
