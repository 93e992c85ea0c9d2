package io.proconsul.agent.config.load;

import io.proconsul.agent.config.ConfigException;
import io.proconsul.agent.config.schema.Effect;
import io.proconsul.agent.config.schema.Option;
import io.proconsul.codec.Value;
import java.util.List;
import java.util.Map;

/**
 * Warns of keys that have no effect in this version, and refuses those where that would be unsafe.
 * A value that says what is so anyway (false, zero, empty) is neither.
 */
final class Effects {
  private final List<String> warnings;

  Effects(List<String> warnings) {
    this.warnings = warnings;
  }

  void consider(Option parent, Value.Obj object) {
    object.fields().forEach((key, value) -> {
      Option option = parent.children().get(key);
      if (option == null || option.path().startsWith("@") || isZero(value)) {
        return;
      }
      if (value instanceof Value.Obj inner && !option.children().isEmpty()) {
        consider(option, inner);
        return;
      }
      switch (option.effect()) {
        case Effect.Idle _ ->
          warnings.add("The '" + option.path() + "' field has no effect in this version.");
        case Effect.Refused _ ->
          throw new ConfigException("The '" + option.path() + "' field asks for what this version"
              + " does not support yet, and it would be unsafe to go on without.");
        case Effect.Used _, Effect.Moot _, Effect.Old _ -> {}
      }
    });
  }

  private static boolean isZero(Value value) {
    return switch (value) {
      case Value.Nil _ -> true;
      case Value.Bool(boolean flag) -> !flag;
      case Value.Int(long number) -> number == 0;
      case Value.Num(double number, String _) -> number == 0;
      case Value.Str(String text) -> text.isEmpty();
      case Value.Bytes(byte[] raw) -> raw.length == 0;
      case Value.Arr(List<Value> values) -> values.isEmpty();
      case Value.Obj(Map<String, Value> fields) -> fields.isEmpty();
    };
  }
}
