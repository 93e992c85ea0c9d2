package io.proconsul.agent.config.load;

import io.proconsul.agent.config.ConfigException;
import io.proconsul.agent.config.schema.Decoder;
import io.proconsul.agent.config.schema.Effect;
import io.proconsul.agent.config.schema.Schema;
import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Value;
import io.proconsul.codec.hcl.HclParser;
import io.proconsul.codec.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns a source into an object with known keys of the right types. Old names become the new ones,
 * and single definitions join the lists.
 */
final class Parser {
  private final Schema schema;
  private final List<String> warnings;

  Parser(Schema schema, List<String> warnings) {
    this.schema = schema;
    this.warnings = warnings;
  }

  Value.Obj parse(Source source) {
    try {
      boolean json = source.format() == Source.Format.JSON;
      Value.Obj raw = json ? json(source.text()) : HclParser.parse(source.text());
      return settled(Decoder.decode(schema, raw, json));
    } catch (DecodeException | ConfigException e) {
      throw new ConfigException("failed to parse " + source.name() + ": " + e.getMessage());
    }
  }

  private static Value.Obj json(String text) {
    Value value = JsonReader.parse(text.getBytes(StandardCharsets.UTF_8));
    return switch (value) {
      case Value.Obj object -> object;
      case Value.Nil _ -> Value.Obj.EMPTY;
      case Value.Arr _ -> throw cannotUnmarshal("array");
      case Value.Str _, Value.Bytes _ -> throw cannotUnmarshal("string");
      case Value.Bool _ -> throw cannotUnmarshal("bool");
      case Value.Int _, Value.Num _ -> throw cannotUnmarshal("number");
    };
  }

  private static DecodeException cannotUnmarshal(String what) {
    return new DecodeException(
        "json: cannot unmarshal " + what + " into Go value of type map[string]interface {}");
  }

  /** Of an object whose types are right already, as flags give it. */
  Value.Obj settled(Value.Obj decoded) {
    Value.Obj renamed = renamed(decoded);
    return single(single(renamed, "service", "services"), "check", "checks");
  }

  /** The object with old keys moved to where the new ones are, unless those are there as well. */
  private Value.Obj renamed(Value.Obj decoded) {
    Value.Obj[] current = {decoded};
    schema.forEach(option -> {
      if (option.effect() instanceof Effect.Old(String target)) {
        Value value = find(decoded, option.path());
        if (value != null) {
          warnings.add("The '" + option.path() + "' field is deprecated. Use the '" + target
              + "' field instead.");
          current[0] = move(current[0], option.path(), target, value);
        }
      }
    });
    return current[0];
  }

  private static Value.Obj move(Value.Obj object, String from, String to, Value value) {
    Value.Obj without = with(object, from, null);
    Value there = find(without, to);
    Value moved = to.equals("recursors") ? new Value.Arr(List.of(value)) : value;
    if (there instanceof Value.Arr && moved instanceof Value.Arr) {
      return Merge.over(without, with(Value.Obj.EMPTY, to, moved));
    }
    return there == null ? with(without, to, moved) : without;
  }

  private static @Nullable Value find(Value.Obj object, String path) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      return object.get(path);
    }
    return object.get(path.substring(0, dot)) instanceof Value.Obj inner
        ? find(inner, path.substring(dot + 1))
        : null;
  }

  private static Value.Obj with(Value.Obj object, String path, @Nullable Value value) {
    Map<String, Value> fields = new LinkedHashMap<>(object.fields());
    int dot = path.indexOf('.');
    if (dot >= 0) {
      String key = path.substring(0, dot);
      Value.Obj inner = object.get(key) instanceof Value.Obj found ? found : Value.Obj.EMPTY;
      fields.put(key, with(inner, path.substring(dot + 1), value));
    } else if (value == null) {
      fields.remove(path);
    } else {
      fields.put(path, value);
    }
    return new Value.Obj(fields);
  }

  private static Value.Obj single(Value.Obj object, String one, String many) {
    Value value = object.get(one);
    if (value == null) {
      return object;
    }
    Value.Obj rest = with(object, one, null);
    return Merge.over(rest, with(Value.Obj.EMPTY, many, new Value.Arr(List.of(value))));
  }
}
