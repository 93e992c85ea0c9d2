package io.proconsul.core.filter;

import io.proconsul.codec.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A filter made ready for one kind of subject; immutable, for any thread. */
public final class Evaluator {
  private final Predicate<Value> test;

  private Evaluator(Predicate<Value> test) {
    this.test = test;
  }

  /** @throws FilterException in Consul's words, without its introduction */
  public static Evaluator create(Expression expression, FilterFields fields) {
    return new Evaluator(compile(expression, fields));
  }

  /** Reads and prepares a filter; errors carry the introduction that Consul's endpoints put. */
  public static Evaluator create(String filter, FilterFields fields) {
    try {
      return create(Filter.parse(filter), fields);
    } catch (FilterException e) {
      throw new FilterException(FilterException.INTRODUCTION + e.getMessage());
    }
  }

  public boolean matches(Value subject) {
    return test.test(subject);
  }

  private static Predicate<Value> compile(Expression expression, FilterFields fields) {
    return switch (expression) {
      case Expression.And(var terms) -> {
        var all = compile(terms, fields);
        yield subject -> all.stream().allMatch(term -> term.test(subject));
      }
      case Expression.Or(var terms) -> {
        var any = compile(terms, fields);
        yield subject -> any.stream().anyMatch(term -> term.test(subject));
      }
      case Expression.Not(var term) -> compile(term, fields).negate();
      case Expression.Match match -> Selected.of(match, fields);
    };
  }

  private static List<Predicate<Value>> compile(List<Expression> terms, FilterFields fields) {
    List<Predicate<Value>> compiled = new ArrayList<>(terms.size());
    for (var term : terms) {
      compiled.add(compile(term, fields));
    }
    return compiled;
  }
}
