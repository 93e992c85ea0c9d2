package io.proconsul.conformance.match;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Regular expressions as scenarios write them, which is Python's way: a brace that counts nothing
 * and a bracket within a class are ordinary characters, only a newline ends a line, and classes
 * such as {@code \s} know all of Unicode.
 */
public final class PythonRegex {
  private static final int AS_IN_PYTHON = Pattern.UNIX_LINES | Pattern.UNICODE_CHARACTER_CLASS;
  private static final Pattern COUNT = Pattern.compile("(\\d+(,\\d*)?|,\\d*)\\}");

  private final String source;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private boolean inClass;

  private PythonRegex(String source) {
    this.source = source;
  }

  /** @param flags of {@link Pattern}, besides those that Python always has */
  public static Pattern compile(String expression, int flags) {
    return Pattern.compile(translate(expression), flags | AS_IN_PYTHON);
  }

  static String translate(String expression) {
    PythonRegex translation = new PythonRegex(expression);
    while (translation.at < expression.length()) {
      translation.next();
    }
    return translation.out.toString();
  }

  private void next() {
    char c = source.charAt(at++);
    if (c == '\\' && at < source.length()) {
      char escaped = source.charAt(at++);
      out.append('\\').append(escaped == 'Z' ? 'z' : escaped);
    } else if (inClass) {
      withinClass(c);
    } else if (c == '[') {
      openClass();
    } else if (c == '{') {
      openBrace();
    } else if (c == '(' && source.startsWith("?P<", at)) {
      out.append("(?<");
      at += 3;
    } else {
      out.append(c);
    }
  }

  /** Python allows a missing lower bound; a brace that counts nothing is an ordinary character. */
  private void openBrace() {
    Matcher count = COUNT.matcher(source).region(at, source.length());
    if (!count.lookingAt()) {
      out.append("\\{");
    } else if (source.charAt(at) == ',') {
      out.append("{0");
    } else {
      out.append('{');
    }
  }

  private void withinClass(char c) {
    if (c == '[' || c == '&') {
      out.append('\\');
    }
    out.append(c);
    inClass = c != ']';
  }

  /** A closing bracket just after the opening one (and {@code ^}) is an ordinary character. */
  private void openClass() {
    inClass = true;
    out.append('[');
    if (source.startsWith("^", at)) {
      out.append('^');
      at++;
    }
    if (source.startsWith("]", at)) {
      out.append("\\]");
      at++;
    }
  }
}
