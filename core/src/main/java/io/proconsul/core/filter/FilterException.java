package io.proconsul.core.filter;

/** A filter that cannot be used; the message is what Consul puts after its own introduction. */
public final class FilterException extends RuntimeException {
  /** What Consul's endpoints put before the message. */
  public static final String INTRODUCTION = "Failed to create boolean expression evaluator: ";

  public FilterException(String message) {
    super(message);
  }
}
