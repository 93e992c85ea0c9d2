package io.proconsul.agent.config.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All keys, read from {@code options.txt}, which says how it is written. Immutable. */
public final class Schema {
  private static final String RESOURCE = "options.txt";

  private final Map<String, Option> byPath = new LinkedHashMap<>();
  private final Option root;

  private Schema(String text) {
    root = new Option("", Kind.OBJECT, new Effect.Used(), new LinkedHashMap<>());
    text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(this::add);
  }

  /** The keys of this version. */
  public static Schema load() {
    try (InputStream in = Schema.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing");
      }
      return new Schema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Schema parse(String text) {
    return new Schema(text);
  }

  public Option root() {
    return root;
  }

  /** The key with that path; null when there is none. */
  public @Nullable Option find(String path) {
    return byPath.get(path);
  }

  /** Every key of a file, parts of definitions last. */
  public List<Option> all() {
    return new ArrayList<>(byPath.values());
  }

  private void add(String line) {
    String[] words = line.trim().split("\\s+");
    String path = words[0];
    Option parent = parent(path);
    Option option = option(path, words[1], effect(words, parent));
    if (byPath.put(path, option) != null) {
      throw new IllegalStateException("key given twice: " + path);
    }
    parent.children().put(option.name(), option);
  }

  /** Where no key is, as for {@code @check}, one is made. */
  private Option parent(String path) {
    int dot = split(path);
    if (dot < 0) {
      return root;
    }
    String name = path.substring(0, dot);
    if (name.startsWith("@")) {
      return byPath.computeIfAbsent(name, this::shared);
    }
    Option parent = byPath.get(name);
    if (parent == null) {
      throw new IllegalStateException("no key " + name);
    }
    return parent;
  }

  /** The last dot that parts two names: one name has a dot itself. */
  private static int split(String path) {
    String compat = "disable_compat_1.9";
    return path.endsWith("." + compat)
        ? path.length() - compat.length() - 1
        : path.lastIndexOf('.');
  }

  private Option option(String path, String word, Effect effect) {
    if (!word.startsWith("@")) {
      return new Option(path, Kind.of(word), effect, new LinkedHashMap<>());
    }
    Kind kind = Kind.OBJECT;
    String name = word;
    if (word.endsWith("*")) {
      kind = Kind.OBJECTS;
      name = word.substring(0, word.length() - 1);
    } else if (word.endsWith("{}")) {
      kind = Kind.OBJECT_MAP;
      name = word.substring(0, word.length() - 2);
    }
    return new Option(
        path, kind, effect, byPath.computeIfAbsent(name, this::shared).children());
  }

  private Option shared(String name) {
    return new Option(name, Kind.OBJECT, new Effect.Used(), new LinkedHashMap<>());
  }

  private static Effect effect(String[] words, Option parent) {
    if (words.length < 3) {
      return parent.effect();
    }
    return switch (words[2]) {
      case "used" -> new Effect.Used();
      case "moot" -> new Effect.Moot();
      case "idle" -> new Effect.Idle();
      case "refused" -> new Effect.Refused();
      case "old" -> new Effect.Old(words[3]);
      default -> throw new IllegalStateException("unknown effect " + words[2]);
    };
  }

  /** Every key that a file may have, without parts of definitions. */
  public void forEach(Consumer<Option> action) {
    byPath.values().stream().filter(option -> !option.path().startsWith("@")).forEach(action);
  }
}
