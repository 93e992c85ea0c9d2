package io.proconsul.agent.watch;

import io.proconsul.codec.Value;
import io.proconsul.codec.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Values as Go prints them with {@code %#v}, for errors. */
final class GoSyntax {
  private GoSyntax() {}

  static String of(Value value) {
    return switch (value) {
      case Value.Nil _ -> "interface {}(nil)";
      case Value.Bool(boolean flag) -> String.valueOf(flag);
      case Value.Int(long number) -> String.valueOf(number);
      case Value.Num(double _, String text) -> text;
      case Value.Str _, Value.Bytes _ -> quoted(value);
      case Value.Arr(List<Value> values) ->
        "[]interface {}{"
            + values.stream().map(GoSyntax::of).collect(Collectors.joining(", "))
            + "}";
      case Value.Obj(Map<String, Value> fields) ->
        "map[string]interface {}{"
            + new TreeMap<>(fields)
                .entrySet().stream()
                    .map(
                        field -> quoted(new Value.Str(field.getKey())) + ":" + of(field.getValue()))
                    .collect(Collectors.joining(", "))
            + "}";
    };
  }

  /** A text without its quotes. */
  static String plain(Value value) {
    return value instanceof Value.Str(String text) ? text : of(value);
  }

  private static String quoted(Value text) {
    JsonWriter json = new JsonWriter(false);
    text.writeTo(json);
    return new String(json.toBytes(), StandardCharsets.UTF_8);
  }
}
