package io.proconsul.model;

import java.util.Locale;
import java.util.Optional;

/** The state of a check, from best to worst. */
public enum Status {
  PASSING("passing"),
  WARNING("warning"),
  CRITICAL("critical");

  private final String text;

  Status(String text) {
    this.text = text;
  }

  /** As the API spells it. */
  public String text() {
    return text;
  }

  public static Optional<Status> of(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "passing" -> Optional.of(PASSING);
      case "warning" -> Optional.of(WARNING);
      case "critical" -> Optional.of(CRITICAL);
      default -> Optional.empty();
    };
  }
}
