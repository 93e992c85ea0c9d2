package io.proconsul.core.api;

import java.util.List;
import java.util.stream.Collectors;

/** Errors of several at once, laid out as Consul's users see them. Pure. */
public final class Refusals {
  private Refusals() {}

  /** A count, then one line for each with a star, then an empty line. */
  public static String list(List<String> errors) {
    return errors.stream()
        .map(error -> "\t* " + error)
        .collect(Collectors.joining("\n", count(errors), "\n\n"));
  }

  private static String count(List<String> errors) {
    return (errors.size() == 1 ? "1 error" : errors.size() + " errors") + " occurred:\n";
  }
}
