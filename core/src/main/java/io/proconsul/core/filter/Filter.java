package io.proconsul.core.filter;

import io.proconsul.core.filter.Expression.And;
import io.proconsul.core.filter.Expression.Match;
import io.proconsul.core.filter.Expression.Not;
import io.proconsul.core.filter.Expression.Or;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads filter expressions: matches joined by {@code and}, {@code or}, {@code not} and parentheses.
 * A method returns null where its rule does not match and then leaves the position as it was.
 */
public final class Filter {
  /** Characters; requests are bounded well below. */
  static final int MAX_LENGTH = 65_536;

  /** Parentheses and {@code not} within each other; keeps the stack small. */
  static final int MAX_DEPTH = 200;

  private final Matcher in;
  private final Terms terms;
  private int depth;

  private Filter(String text) {
    this.in = new Matcher(text);
    this.terms = new Terms(in);
  }

  /** @throws FilterException in Consul's words, without its introduction */
  public static Expression parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new FilterException("expression is longer than " + MAX_LENGTH + " characters");
    }
    return new Filter(text).whole();
  }

  private Expression whole() {
    terms.blanks();
    var expression = or();
    terms.blanks();
    if (expression == null || !in.end() || in.hasErrors()) {
      throw in.failure();
    }
    return expression;
  }

  private @Nullable Expression or() {
    return chain("or", this::and, Or::new);
  }

  private @Nullable Expression and() {
    return chain("and", this::not, And::new);
  }

  private @Nullable Expression chain(
      String word,
      Supplier<@Nullable Expression> term,
      Function<List<Expression>, Expression> joined) {
    var first = term.get();
    if (first == null) {
      return null;
    }
    List<Expression> all = new ArrayList<>(List.of(first));
    while (true) {
      int start = in.at;
      var next = terms.blank() && in.literal(word) && terms.blank() ? term.get() : null;
      if (next == null) {
        in.back(start);
        return all.size() == 1 ? first : joined.apply(all);
      }
      all.add(next);
    }
  }

  private @Nullable Expression not() {
    int start = in.at;
    enter();
    var term = in.literal("not") && terms.blank() ? not() : null;
    depth--;
    if (term != null) {
      return new Not(term);
    }
    in.back(start);
    return grouping();
  }

  private @Nullable Expression grouping() {
    int start = in.at;
    if (!in.literal("(")) {
      return match();
    }
    terms.blanks();
    enter();
    var inner = or();
    depth--;
    if (inner != null) {
      terms.blanks();
      if (in.literal(")")) {
        return inner;
      }
      in.error(in.at, "grouping", "Unmatched parentheses");
    }
    in.back(start);
    return null;
  }

  private void enter() {
    if (++depth > MAX_DEPTH) {
      throw new FilterException("expression is nested deeper than " + MAX_DEPTH + " levels");
    }
  }

  private @Nullable Match match() {
    int start = in.at;
    var selector = terms.selector();
    if (selector != null) {
      var match = selectorFirst(selector);
      if (match != null) {
        return match;
      }
    }
    in.back(start);
    var value = terms.value();
    var operator = value == null ? null : terms.operator(Terms.BEFORE_SELECTOR);
    if (value != null && operator != null) {
      var named = terms.selector();
      if (named != null) {
        return new Match(named, operator, value);
      }
      in.error(in.at, "match", "Invalid selector");
    }
    in.back(start);
    return null;
  }

  private @Nullable Match selectorFirst(List<String> selector) {
    int start = in.at;
    var operator = terms.operator(Terms.BEFORE_VALUE);
    var value = operator == null ? null : terms.value();
    if (operator != null && value != null) {
      return new Match(selector, operator, value);
    }
    in.back(start);
    var alone = terms.operator(Terms.ALONE);
    return alone == null ? null : new Match(selector, alone, "");
  }
}
