package io.proconsul.codec.hcl;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Value;
import io.proconsul.codec.hcl.HclNode.Block;
import io.proconsul.codec.hcl.HclNode.Item;
import io.proconsul.codec.hcl.HclNode.ListOf;
import io.proconsul.codec.hcl.HclNode.Literal;
import io.proconsul.codec.json.JsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * JSON where HCL is expected, for ACL rules: an object of objects is a block with labels, a list of
 * objects is a repeated block.
 */
final class HclJson {
  private static final String NOWHERE = "-";

  private HclJson() {}

  /** As HCL 1, what follows the object is ignored. */
  static List<Item> items(byte[] json) {
    if (!(JsonReader.parseFirst(json) instanceof Value.Obj object)) {
      throw new DecodeException("unexpected end of object list");
    }
    return items(object);
  }

  private static List<Item> items(Value.Obj object) {
    List<Item> items = new ArrayList<>();
    object.fields().forEach((name, value) -> flatten(List.of(name), value, items));
    return items;
  }

  private static void flatten(List<String> keys, Value value, List<Item> target) {
    if (value instanceof Value.Obj object && isLabels(object)) {
      for (Map.Entry<String, Value> entry : object.fields().entrySet()) {
        List<String> longer = new ArrayList<>(keys);
        longer.add(entry.getKey());
        flatten(longer, entry.getValue(), target);
      }
    } else if (value instanceof Value.Arr list && isBlocks(list)) {
      list.values().forEach(element -> flatten(keys, element, target));
    } else {
      target.add(new Item(keys, node(value)));
    }
  }

  private static boolean isLabels(Value.Obj object) {
    return !object.fields().isEmpty()
        && object.fields().values().stream().allMatch(Value.Obj.class::isInstance);
  }

  private static boolean isBlocks(Value.Arr list) {
    return !list.values().isEmpty() && list.values().stream().allMatch(Value.Obj.class::isInstance);
  }

  private static HclNode node(Value value) {
    return switch (value) {
      case Value.Nil() -> literal(HclToken.Type.STRING, "");
      case Value.Bool(boolean flag) -> literal(HclToken.Type.BOOL, Boolean.toString(flag));
      case Value.Int(long number) -> literal(HclToken.Type.NUMBER, Long.toString(number));
      case Value.Num(double _, String text)
      when isWhole(text) -> literal(HclToken.Type.NUMBER, text);
      case Value.Num(double _, String text) -> literal(HclToken.Type.FLOAT, text);
      case Value.Str(String text) -> literal(HclToken.Type.STRING, text);
      case Value.Bytes(byte[] _) -> throw new IllegalStateException("JSON has no bytes");
      case Value.Arr(List<Value> values) ->
        new ListOf(values.stream().map(HclJson::node).toList(), NOWHERE);
      case Value.Obj object -> new Block(items(object), NOWHERE);
    };
  }

  private static boolean isWhole(String number) {
    return number.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
  }

  private static HclNode literal(HclToken.Type type, String text) {
    return new Literal(new HclToken(type, text, text, 0, 0));
  }
}
