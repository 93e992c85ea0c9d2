package io.proconsul.conformance.run;

import io.proconsul.codec.Value;
import io.proconsul.conformance.match.Json;
import io.proconsul.conformance.match.JsonPath;
import io.proconsul.conformance.match.PythonRegex;
import io.proconsul.conformance.match.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes values out of an answer into variables, as a step's {@code save} says. */
final class Saving {
  private Saving() {}

  /** What could not be found; none when all was saved. */
  static List<String> save(Map<String, String> sources, Outcome outcome, Variables variables) {
    List<String> missing = new ArrayList<>();
    sources.forEach((name, source) -> {
      Value value = find(source, outcome);
      if (value == null) {
        missing.add("save " + name + ": nothing at " + source);
      } else {
        variables.put(name, scalar(value));
      }
    });
    return missing;
  }

  private static @Nullable Value find(String source, Outcome outcome) {
    if (source.startsWith("header:")) {
      return outcome.header(source.substring(7));
    }
    if (source.startsWith("re:")) {
      return search(source.substring(3), text(outcome));
    }
    if (source.equals("body") || source.equals("stdout")) {
      String text = text(outcome);
      return new Value.Str(source.equals("stdout") ? text.replaceFirst("\n+$", "") : text);
    }
    Value json = outcome.part("json");
    return JsonPath.find(json == null ? Json.parseOrNull(text(outcome)) : json, source);
  }

  /** The first group of the first match, or all of it when there is no group. */
  private static @Nullable Value search(String expression, String text) {
    Matcher match =
        PythonRegex.compile(expression, Pattern.DOTALL | Pattern.MULTILINE).matcher(text);
    if (!match.find()) {
      return null;
    }
    String found = match.groupCount() > 0 ? match.group(1) : match.group();
    return found == null ? null : new Value.Str(found);
  }

  private static String text(Outcome outcome) {
    for (String part : List.of("text", "stdout")) {
      if (outcome.part(part) instanceof Value.Str(String text)) {
        return text;
      }
    }
    return "";
  }

  private static Value scalar(Value value) {
    return switch (value) {
      case Value.Str _, Value.Int _, Value.Num _ -> value;
      case Value.Nil _, Value.Bool _, Value.Bytes _, Value.Arr _, Value.Obj _ ->
        new Value.Str(Json.compact(value));
    };
  }
}
