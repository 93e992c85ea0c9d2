package io.proconsul.bench.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the command line asks for.
 *
 * @param only scenario names; empty for all
 * @param pace how long and how often each is run
 * @param executables by the name that the figures carry, the anchor last
 */
record Arguments(List<String> only, Pace pace, Map<String, Path> executables) {
  static final String USAGE =
      "usage: bench/run [--only a,b] [--secs 8] [--warm 4] [--rounds 3] NAME=PATH [NAME=PATH ...]";

  /**
   * @param seconds counted load
   * @param warmSeconds load before that, which a JIT needs; all executables get it
   */
  record Pace(int seconds, int warmSeconds, int rounds) {}

  /** @throws IllegalArgumentException with the usage */
  static Arguments parse(List<String> words) {
    List<String> only = List.of();
    Map<String, Integer> numbers = new LinkedHashMap<>();
    Map<String, Path> executables = new LinkedHashMap<>();
    List<String> left = new ArrayList<>(words);
    while (!left.isEmpty()) {
      String word = left.removeFirst();
      int equals = word.indexOf('=');
      if (word.startsWith("--") && !left.isEmpty()) {
        String value = left.removeFirst();
        if (word.equals("--only")) {
          only = List.of(value.split(","));
        } else {
          numbers.put(word, Integer.parseInt(value));
        }
      } else if (equals > 0) {
        executables.put(
            word.substring(0, equals), Path.of(word.substring(equals + 1)).toAbsolutePath());
      } else {
        throw new IllegalArgumentException(USAGE);
      }
    }
    if (executables.isEmpty()) {
      throw new IllegalArgumentException(USAGE);
    }
    Pace pace = new Pace(
        numbers.getOrDefault("--secs", 8),
        numbers.getOrDefault("--warm", 4),
        numbers.getOrDefault("--rounds", 3));
    return new Arguments(only, pace, executables);
  }
}
