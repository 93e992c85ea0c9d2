package io.proconsul.core.filter;

/** How a field is compared; {@code contains} is {@code in} with its sides exchanged. */
public enum Operator {
  EQUAL("Equal"),
  NOT_EQUAL("Not Equal"),
  IN("In"),
  NOT_IN("Not In"),
  IS_EMPTY("Is Empty"),
  IS_NOT_EMPTY("Is Not Empty"),
  MATCHES("Matches"),
  NOT_MATCHES("Not Matches");

  private final String title;

  Operator(String title) {
    this.title = title;
  }

  /** The name in error texts. */
  public String title() {
    return title;
  }

  /** The answer for a key that a map lacks. As in Consul even {@code matches} then holds. */
  boolean holdsForMissingKey() {
    return switch (this) {
      case EQUAL, IN, IS_NOT_EMPTY -> false;
      case NOT_EQUAL, NOT_IN, IS_EMPTY, MATCHES, NOT_MATCHES -> true;
    };
  }

  boolean isNegative() {
    return switch (this) {
      case EQUAL, IN, IS_EMPTY, MATCHES -> false;
      case NOT_EQUAL, NOT_IN, IS_NOT_EMPTY, NOT_MATCHES -> true;
    };
  }
}
