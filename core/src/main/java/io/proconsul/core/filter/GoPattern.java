package io.proconsul.core.filter;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

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

  /** What its groups matched, the whole first; nothing when it does not match at all. */
  public List<String> groups(String text) {
    Matcher matcher = pattern.matcher(text);
    List<String> groups = new ArrayList<>();
    if (matcher.find()) {
      for (int group = 0; group <= matcher.groupCount(); group++) {
        groups.add(Objects.requireNonNullElse(matcher.group(group), ""));
      }
    }
    return groups;
  }

  /** Where RE2/J words an error differently, what Go says. */
  private static String complaint(PatternSyntaxException e, String pattern) {
    if (e.getDescription().startsWith("regexp/syntax: internal error")) {
      return "unexpected ): `" + pattern + "`";
    }
    return e.getDescription() + ": `" + (e.getPattern() == null ? "" : e.getPattern()) + "`";
  }
}
