package io.proconsul.core.filter;

/** A kind of result that a {@code ?filter=} expression can thin out. */
@FunctionalInterface
public interface Filterable<R> {
  /**
   * @param expression empty to keep everything
   * @throws io.proconsul.core.api.ConsulException.Refused when the expression is wrong
   */
  R filter(R result, String expression);
}
