package io.proconsul.agent.config.debug;

import io.proconsul.codec.GoDuration;
import io.proconsul.codec.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Puts values in the place of those that an object already has, by their path. */
final class Overlay {
  private static final Pattern SECRET =
      Pattern.compile("token|secret|password|key_?file", Pattern.CASE_INSENSITIVE);

  private Value.Obj object;

  Overlay(Value.Obj base) {
    object = base;
  }

  Value.Obj result() {
    return object;
  }

  void put(String path, Value value) {
    object = replace(object, path, value);
  }

  private static Value.Obj replace(Value.Obj in, String path, Value value) {
    int dot = path.indexOf('.');
    String key = dot < 0 ? path : path.substring(0, dot);
    Value before = in.get(key);
    if (before == null) {
      throw new IllegalStateException("no key " + path);
    }
    Map<String, Value> fields = new LinkedHashMap<>(in.fields());
    fields.put(key, dot < 0 ? value : replace((Value.Obj) before, path.substring(dot + 1), value));
    return new Value.Obj(fields);
  }

  void put(String path, String text) {
    put(path, new Value.Str(text));
  }

  void put(String path, boolean flag) {
    put(path, new Value.Bool(flag));
  }

  void put(String path, int number) {
    put(path, new Value.Int(number));
  }

  void put(String path, Duration duration) {
    put(path, new Value.Str(GoDuration.format(duration)));
  }

  void put(String path, List<String> texts) {
    put(path, Value.of(texts));
  }

  void putTexts(String path, Map<String, String> texts) {
    Map<String, Value> values = new LinkedHashMap<>();
    new TreeMap<>(texts).forEach((key, text) -> values.put(key, new Value.Str(text)));
    put(path, new Value.Obj(values));
  }

  void putDurations(String path, Map<String, Duration> durations) {
    Map<String, String> texts = new LinkedHashMap<>();
    durations.forEach((key, duration) -> texts.put(key, GoDuration.format(duration)));
    putTexts(path, texts);
  }

  /** Tokens and the like are told to nobody. */
  static Value withoutSecrets(Value value) {
    return switch (value) {
      case Value.Arr(List<Value> values) ->
        new Value.Arr(values.stream().map(Overlay::withoutSecrets).toList());
      case Value.Obj(Map<String, Value> fields) -> {
        Map<String, Value> shown = new LinkedHashMap<>(fields);
        shown.replaceAll((key, inner) -> SECRET.matcher(key).find() && inner instanceof Value.Str
            ? new Value.Str("hidden")
            : withoutSecrets(inner));
        yield new Value.Obj(shown);
      }
      case Value.Nil _, Value.Bool _, Value.Int _, Value.Num _, Value.Str _, Value.Bytes _ -> value;
    };
  }

  /** {@code tcp://host:port}, for sockets their own; none when the port is off. */
  static List<String> urls(String scheme, List<String> hosts, int port) {
    return port < 0
        ? List.of()
        : hosts.stream().map(host -> url(scheme, host, port)).toList();
  }

  static String url(String scheme, String host, int port) {
    if (host.startsWith("unix://")) {
      return host;
    }
    boolean bare = host.indexOf(':') >= 0 && !host.startsWith("[");
    return scheme + "://" + (bare ? "[" + host + "]" : host) + ":" + port;
  }
}
