package io.proconsul.agent.config.schema;

import io.proconsul.codec.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How Go names and prints what a file holds, for errors. */
final class GoValue {
  /** JSON has no whole numbers, and its objects and lists have other types than HCL's. */
  private final boolean json;

  GoValue(boolean json) {
    this.json = json;
  }

  String type(Value value) {
    return switch (value) {
      case Value.Nil() -> "nil";
      case Value.Bool(boolean _) -> "bool";
      case Value.Int(long _) -> json ? "float64" : "int";
      case Value.Num(double _, String _) -> "float64";
      case Value.Str(String _) -> "string";
      case Value.Bytes(byte[] _) -> "string";
      case Value.Arr(List<Value> values) -> listType(values);
      case Value.Obj(Map<String, Value> _) -> "map[string]interface {}";
    };
  }

  private String listType(List<Value> values) {
    boolean objects = !json && !values.isEmpty() && values.stream().allMatch(this::isObject);
    return objects ? "[]map[string]interface {}" : "[]interface {}";
  }

  private boolean isObject(Value value) {
    return value instanceof Value.Obj;
  }

  String kind(Value value) {
    return switch (value) {
      case Value.Arr(List<Value> _) -> "slice";
      case Value.Obj(Map<String, Value> _) -> "map";
      default -> type(value);
    };
  }

  /** As {@code %v}. */
  String print(Value value) {
    return switch (value) {
      case Value.Nil() -> "<nil>";
      case Value.Bool(boolean flag) -> Boolean.toString(flag);
      case Value.Int(long number) -> Long.toString(number);
      case Value.Num(double _, String text) -> text;
      case Value.Str(String text) -> text;
      case Value.Bytes(byte[] raw) -> print(new Value.Bytes(raw).textual());
      case Value.Arr(List<Value> values) ->
        values.stream().map(this::print).collect(Collectors.joining(" ", "[", "]"));
      case Value.Obj(Map<String, Value> fields) ->
        new TreeMap<>(fields)
            .entrySet().stream()
                .map(field -> field.getKey() + ":" + print(field.getValue()))
                .collect(Collectors.joining(" ", "map[", "]"));
    };
  }
}
