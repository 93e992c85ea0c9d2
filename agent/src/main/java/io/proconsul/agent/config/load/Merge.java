package io.proconsul.agent.config.load;

import io.proconsul.codec.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lays one source over another: objects merge, lists add up, of anything else the later counts. */
final class Merge {
  private Merge() {}

  static Value.Obj over(Value.Obj base, Value.Obj later) {
    Map<String, Value> merged = new LinkedHashMap<>(base.fields());
    later.fields().forEach((key, value) -> merged.merge(key, value, Merge::one));
    return new Value.Obj(merged);
  }

  private static Value one(Value base, Value later) {
    if (base instanceof Value.Obj before && later instanceof Value.Obj after) {
      return over(before, after);
    }
    if (base instanceof Value.Arr(List<Value> before)
        && later instanceof Value.Arr(List<Value> after)) {
      List<Value> both = new ArrayList<>(before);
      both.addAll(after);
      return new Value.Arr(both);
    }
    return later;
  }
}
