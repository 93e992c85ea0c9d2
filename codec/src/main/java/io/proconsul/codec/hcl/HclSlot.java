package io.proconsul.codec.hcl;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Value;
import io.proconsul.codec.hcl.HclNode.Block;
import io.proconsul.codec.hcl.HclNode.Item;
import io.proconsul.codec.hcl.HclNode.ListOf;
import io.proconsul.codec.hcl.HclNode.Literal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a key holds while its items are read: blocks and lists add up, of other values the last one
 * wins if it has the kind of the first.
 */
final class HclSlot {
  private final String path;
  private @Nullable Value single;
  private @Nullable List<Value> many;
  private boolean onlyObjects;

  HclSlot(String path) {
    this.path = path;
  }

  Value value() {
    if (single != null) {
      return single;
    }
    return new Value.Arr(many == null ? List.of() : many);
  }

  void put(HclNode node) {
    if (many != null) {
      add(many, node);
    } else if (single != null) {
      replace(single, node);
    } else {
      switch (node) {
        case Literal(HclToken token) -> single = HclLiteral.value(token);
        case Block block -> {
          onlyObjects = true;
          many = new ArrayList<>(List.of(object(block, 0)));
        }
        case ListOf list -> many = elements(list);
      }
    }
  }

  /** Items that have labels; all of a key at once. */
  void putLabelled(List<Item> items) {
    if (single != null) {
      throw unknownType("-", single, "ObjectList");
    }
    if (many != null && !onlyObjects) {
      throw new DecodeException(path + "[0]: cannot decode into interface: *ast.ObjectItem");
    }
    onlyObjects = true;
    many = many == null ? new ArrayList<>() : many;
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      String here = path + "[" + i + "]";
      if (item.keys().isEmpty()) {
        throw new DecodeException("At -: " + here + ": map must have string keys");
      }
      many.add(HclDecoder.object(List.of(item), here));
    }
  }

  private void add(List<Value> present, HclNode node) {
    switch (node) {
      case Literal literal ->
        throw new DecodeException(
            "At " + literal.position() + ": unknown slice type: *ast.LiteralType");
      case Block block -> present.add(object(block, 0));
      case ListOf list -> {
        if (onlyObjects) {
          checkObjects(list);
        }
        present.addAll(elements(list));
      }
    }
  }

  private void checkObjects(ListOf list) {
    for (int i = 0; i < list.nodes().size(); i++) {
      HclNode node = list.nodes().get(i);
      if (!(node instanceof Block)) {
        throw new DecodeException("At " + node.position() + ": " + path + "[" + i
            + "]: not an object type for map (" + goType(node) + ")");
      }
    }
  }

  private void replace(Value present, HclNode node) {
    if (!(node instanceof Literal(HclToken token)) || !HclLiteral.fits(token, present)) {
      throw unknownType(node.position(), present, goType(node).substring("*ast.".length()));
    }
    single = HclLiteral.valueLike(present, token);
  }

  private List<Value> elements(ListOf list) {
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < list.nodes().size(); i++) {
      values.add(
          switch (list.nodes().get(i)) {
            case Literal(HclToken token) -> HclLiteral.value(token);
            case Block block -> object(block, i);
            case ListOf inner -> {
              HclSlot slot = new HclSlot(path + "[" + i + "]");
              slot.put(inner);
              yield slot.value();
            }
          });
    }
    return values;
  }

  private Value object(Block block, int index) {
    return HclDecoder.object(block.items(), path + "[" + index + "]");
  }

  private DecodeException unknownType(String position, Value present, String type) {
    String wanted = present instanceof Value.Str ? "unknown type for string" : "unknown type";
    return new DecodeException("At " + position + ": " + path + ": " + wanted + " *ast." + type);
  }

  private static String goType(HclNode node) {
    return switch (node) {
      case Literal _ -> "*ast.LiteralType";
      case Block _ -> "*ast.ObjectType";
      case ListOf _ -> "*ast.ListType";
    };
  }
}
