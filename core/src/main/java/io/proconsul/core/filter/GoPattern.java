package io.proconsul.core.filter;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A regular expression with Go's syntax and error texts; linear in the text whatever the pattern.
 */
public final class GoPattern {
  private final Pattern pattern;

  private GoPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /** @throws FilterException in the words of Go's {@code regexp} */
  public static GoPattern compile(String expression) {
    try {
      return new GoPattern(Pattern.compile(expression));
    } catch (PatternSyntaxException e) {
      throw new FilterException("error parsing regexp: " + complaint(e, expression));
    }
  }

  /** Whether it matches somewhere in the text. */
  public boolean matches(String text) {
    return pattern.matcher(text).find();
  }

  /** Where RE2/J words an error differently, what Go says. */
  private static String complaint(PatternSyntaxException e, String pattern) {
    if (e.getDescription().startsWith("regexp/syntax: internal error")) {
      return "unexpected ): `" + pattern + "`";
    }
    return e.getDescription() + ": `" + (e.getPattern() == null ? "" : e.getPattern()) + "`";
  }
}
