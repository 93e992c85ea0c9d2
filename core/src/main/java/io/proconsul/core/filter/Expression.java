package io.proconsul.core.filter;

import java.util.List;

/** A filter as written. Chains of one operator are flat, so that depth is that of parentheses. */
public sealed interface Expression {
  /** All of at least two terms. */
  record And(List<Expression> terms) implements Expression {
    public And {
      terms = List.copyOf(terms);
    }
  }

  /** Any of at least two terms. */
  record Or(List<Expression> terms) implements Expression {
    public Or {
      terms = List.copyOf(terms);
    }
  }

  record Not(Expression term) implements Expression {}

  /** The value is empty for operators that take none. */
  record Match(List<String> selector, Operator operator, String value) implements Expression {
    public Match {
      selector = List.copyOf(selector);
    }
  }
}
