package io.proconsul.core.watch;

import io.proconsul.codec.Value;
import io.proconsul.core.api.ConsulException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a watch is told, taken one after the other; what nobody has taken is refused in the end.
 * Belongs to the thread that reads it.
 */
public final class WatchParameters {
  private final TreeMap<String, Value> left;

  public WatchParameters(Value.Obj object) {
    left = new TreeMap<>(object.fields());
  }

  /** What was not taken yet, by name. */
  public Value.Obj left() {
    return new Value.Obj(new TreeMap<>(left));
  }

  /** Removes it; null when it is not there. */
  public @Nullable Value take(String name) {
    return left.remove(name);
  }

  /**
   * A text; empty when it is not there.
   *
   * @throws ConsulException.InvalidRequest when it is something else
   */
  public String text(String name) {
    return switch (take(name)) {
      case null -> "";
      case Value.Str(String text) -> text;
      case Value _ -> throw refused("Expecting " + name + " to be a string");
    };
  }

  /** @throws ConsulException.InvalidRequest when it is something else */
  public boolean flag(String name) {
    return switch (take(name)) {
      case null -> false;
      case Value.Bool(boolean flag) -> flag;
      case Value _ -> throw refused("Expecting " + name + " to be a boolean");
    };
  }

  /**
   * One text or a list of them.
   *
   * @throws ConsulException.InvalidRequest when it is something else
   */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    switch (take(name)) {
      case null -> {}
      case Value.Str(String text) -> texts.add(text);
      case Value.Arr(List<Value> values) -> {
        for (Value value : values) {
          if (!(value instanceof Value.Str(String text))) {
            throw refused("Expecting " + name + " to be a list of strings");
          }
          texts.add(text);
        }
      }
      case Value _ -> throw refused("Expecting " + name + " to be a string or a list of strings");
    }
    return texts;
  }

  /** A text that must be there. */
  String needed(String name, String otherwise) {
    String text = text(name);
    if (text.isEmpty()) {
      throw refused(otherwise);
    }
    return text;
  }

  /** @throws ConsulException.InvalidRequest when anything is left */
  public void refuseRest() {
    if (!left.isEmpty()) {
      throw refused("Invalid parameters: [" + String.join(" ", left.keySet()) + "]");
    }
  }

  private static ConsulException refused(String message) {
    return new ConsulException.InvalidRequest(message);
  }
}
