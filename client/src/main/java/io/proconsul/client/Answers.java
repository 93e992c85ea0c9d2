package io.proconsul.client;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Value;
import java.util.ArrayList;
import java.util.List;

/** Turns answers into records by their mappings. */
final class Answers {
  private Answers() {}

  /** A list of objects; JSON's null is the empty list. */
  static <T> List<T> list(Reply reply, String type, Mapping<T> mapping) {
    List<T> list = new ArrayList<>();
    for (Value element : elements(reply.json(), type)) {
      list.add(one(element, type, mapping));
    }
    return list;
  }

  static <T> T one(Value value, String type, Mapping<T> mapping) {
    if (!(value instanceof Value.Obj object)) {
      throw new ClientException("json: cannot unmarshal a value into Go value of type " + type);
    }
    try {
      return mapping.read(new Fields(type, object));
    } catch (DecodeException e) {
      throw new ClientException(String.valueOf(e.getMessage()), e);
    }
  }

  static List<String> strings(Reply reply) {
    return strings(reply.json());
  }

  /** Objects as they came; null is the empty list. */
  static List<Value.Obj> objects(Value value) {
    List<Value.Obj> list = new ArrayList<>();
    for (Value element : elements(value, "object")) {
      if (element instanceof Value.Obj object) {
        list.add(object);
      }
    }
    return list;
  }

  static List<String> strings(Value value) {
    List<String> list = new ArrayList<>();
    for (Value element : elements(value, "string")) {
      if (element instanceof Value.Str(String text)) {
        list.add(text);
      }
    }
    return list;
  }

  private static List<Value> elements(Value value, String type) {
    return switch (value) {
      case Value.Arr(List<Value> values) -> values;
      case Value.Nil() -> List.of();
      default ->
        throw new ClientException("json: cannot unmarshal a value into Go value of type []" + type);
    };
  }
}
