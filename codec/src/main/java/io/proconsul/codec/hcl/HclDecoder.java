package io.proconsul.codec.hcl;

import io.proconsul.codec.Value;
import io.proconsul.codec.hcl.HclNode.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes one object of all items of a block, and one value of all that is written for a key. */
final class HclDecoder {
  private HclDecoder() {}

  static Value.Obj decode(List<Item> items) {
    return object(items, "root");
  }

  static Value.Obj object(List<Item> items, String path) {
    Map<String, List<Item>> byKey = withoutKeys(items);
    Map<String, HclSlot> slots = new LinkedHashMap<>();
    Set<String> labelled = new HashSet<>();
    for (Item item : items) {
      String key = item.key();
      HclSlot slot = slots.computeIfAbsent(key, _ -> new HclSlot(path + "." + key));
      if (item.keys().size() == 1) {
        slot.put(item.node());
      } else if (labelled.add(key)) {
        slot.putLabelled(byKey.getOrDefault(lower(key), List.of()));
      }
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    slots.forEach((name, slot) -> fields.put(name, slot.value()));
    return new Value.Obj(fields);
  }

  /** The items under each key, with what follows the key. HCL 1 compares these without case. */
  private static Map<String, List<Item>> withoutKeys(List<Item> items) {
    Map<String, List<Item>> byKey = new HashMap<>();
    for (Item item : items) {
      byKey
          .computeIfAbsent(lower(item.key()), _ -> new ArrayList<>())
          .add(new Item(item.keys().subList(1, item.keys().size()), item.node()));
    }
    return byKey;
  }

  private static String lower(String key) {
    return key.toLowerCase(Locale.ROOT);
  }
}
