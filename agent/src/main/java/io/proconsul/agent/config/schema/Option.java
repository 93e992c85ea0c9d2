package io.proconsul.agent.config.schema;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One key.
 *
 * @param path from the root, with dots
 * @param children what an object has, by name
 */
public record Option(String path, Kind kind, Effect effect, Map<String, Option> children) {
  public String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  @Nullable
  Option child(String name) {
    return children.get(name);
  }
}
