package io.proconsul.agent.config.load;

import io.proconsul.agent.config.ConfigException;
import io.proconsul.codec.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The flags of {@code consul agent} after parsing.
 *
 * @param files files and folders, in the order given
 * @param format {@code hcl}, {@code json} or empty
 * @param hcl pieces of configuration
 * @param settings what all other flags say, as a file would
 */
public record AgentArguments(
    boolean dev, List<String> files, String format, List<String> hcl, Value.Obj settings) {
  private static final Map<String, AgentFlag> BY_NAME =
      AgentFlags.ALL.stream().collect(Collectors.toMap(AgentFlag::name, Function.identity()));

  /** One flag that was given; a switch has {@code true} or {@code false}. */
  public record Given(String flag, String value) {}

  /** @param given in the order given */
  public static AgentArguments of(List<Given> given) {
    boolean dev = false;
    String format = "";
    List<String> files = new ArrayList<>();
    List<String> hcl = new ArrayList<>();
    Value.Obj settings = Value.Obj.EMPTY;
    for (Given one : given) {
      switch (one.flag()) {
        case "dev" -> dev = Boolean.parseBoolean(one.value());
        case "config-format" -> format = one.value();
        case "config-file", "config-dir" -> files.add(one.value());
        case "hcl" -> hcl.add(one.value());
        default -> settings = Merge.over(settings, setting(one));
      }
    }
    return new AgentArguments(dev, files, format, hcl, settings);
  }

  private static Value.Obj setting(Given given) {
    AgentFlag flag = BY_NAME.get(given.flag());
    if (flag == null) {
      throw new ConfigException("flag provided but not defined: -" + given.flag());
    }
    String text = given.value();
    Value value = switch (flag.type()) {
      case TEXT -> new Value.Str(text);
      case SWITCH -> new Value.Bool(Boolean.parseBoolean(text));
      case NUMBER -> new Value.Int(Long.parseLong(text));
      case TEXTS -> new Value.Arr(List.of(new Value.Str(text)));
      case PAIRS -> pair(text);
    };
    return at(flag.key(), value);
  }

  private static Value.Obj pair(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? object(text, new Value.Str(""))
        : object(text.substring(0, colon), new Value.Str(text.substring(colon + 1)));
  }

  private static Value.Obj at(String path, Value value) {
    int dot = path.indexOf('.');
    return dot < 0
        ? object(path, value)
        : object(path.substring(0, dot), at(path.substring(dot + 1), value));
  }

  private static Value.Obj object(String key, Value value) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put(key, value);
    return new Value.Obj(fields);
  }

  /** The lists among the settings: these come before those of files, all else after. */
  Value.Obj lists() {
    return pick(settings, true);
  }

  Value.Obj withoutLists() {
    return pick(settings, false);
  }

  private static Value.Obj pick(Value.Obj object, boolean lists) {
    Map<String, Value> picked = new LinkedHashMap<>();
    object.fields().forEach((key, value) -> {
      if (value instanceof Value.Obj inner) {
        picked.put(key, pick(inner, lists));
      } else if (value instanceof Value.Arr == lists) {
        picked.put(key, value);
      }
    });
    return new Value.Obj(picked);
  }
}
