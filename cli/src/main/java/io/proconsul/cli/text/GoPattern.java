package io.proconsul.cli.text;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression with Go's error texts; {@code .*} costs nothing, as most commands use it.
 */
public final class GoPattern {
  private final @Nullable Pattern pattern;

  private GoPattern(@Nullable Pattern pattern) {
    this.pattern = pattern;
  }

  /** @throws IllegalArgumentException in the words of Go's {@code regexp} */
  public static GoPattern compile(String expression) {
    if (expression.equals(".*")) {
      return new GoPattern(null);
    }
    try {
      return new GoPattern(Pattern.compile(expression));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("error parsing regexp: " + reason(e, expression), e);
    }
  }

  /** Does the expression match somewhere in the text? */
  public boolean matches(String text) {
    return pattern == null || pattern.matcher(text).find();
  }

  private static String reason(PatternSyntaxException e, String expression) {
    String text = e.getDescription();
    String rest = e.getIndex() >= 0 && e.getIndex() < expression.length()
        ? expression.substring(e.getIndex())
        : expression;
    if (text.startsWith("Unclosed group")) {
      return "missing closing ): `" + expression + "`";
    }
    if (text.startsWith("Unclosed character class")) {
      return "missing closing ]: `" + expression.substring(expression.lastIndexOf('[')) + "`";
    }
    if (text.startsWith("Unmatched closing ')'")) {
      return "unexpected ): `" + expression + "`";
    }
    if (text.startsWith("Dangling meta character")) {
      return "missing argument to repetition operator: `" + rest.charAt(0) + "`";
    }
    return text + ": `" + expression + "`";
  }
}
