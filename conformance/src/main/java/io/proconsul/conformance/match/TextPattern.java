package io.proconsul.conformance.match;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text that holds {@code <<matchers>>}, as one regular expression. */
final class TextPattern {
  static final Pattern TOKEN =
      Pattern.compile("<<([a-z0-9]+)(?::((?:(?!>>).|>>>)*?))?>>", Pattern.DOTALL);

  private static final Map<String, String> INLINE = Map.ofEntries(
      Map.entry("any", "[\\s\\S]*"),
      Map.entry("str", "[\\s\\S]*"),
      Map.entry("uuid", "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
      Map.entry("index", "[1-9]\\d*"),
      Map.entry("int", "-?\\d+"),
      Map.entry("number", "-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?"),
      Map.entry(
          "time", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:\\d\\d)"),
      Map.entry("duration", "-?(?:\\d+(?:\\.\\d+)?(?:h|ms|m|s|us|µs|ns))+"),
      Map.entry("sp", "[ \\t]+"),
      Map.entry("word", "\\S+"),
      Map.entry("line", "[^\\n]*"),
      Map.entry("lines", "(?:[\\s\\S]*\\n)?"),
      Map.entry("hex", "[0-9a-fA-F:]+"),
      Map.entry("ip", "[0-9.]+"),
      Map.entry("b64", "[A-Za-z0-9+/=_-]*"));

  private TextPattern() {}

  /** Null when the text holds no matcher and so stands for itself. */
  static @Nullable Pattern of(String text) {
    StringBuilder out = new StringBuilder();
    int position = 0;
    Matcher token = TOKEN.matcher(text);
    while (token.find()) {
      String expression = expression(token.group(1), token.group(2));
      if (expression != null) {
        quote(text.substring(position, token.start()), out);
        out.append("(?:").append(expression).append(')');
        position = token.end();
      }
    }
    if (position == 0) {
      return null;
    }
    quote(text.substring(position), out);
    return PythonRegex.compile(out.toString(), 0);
  }

  private static @Nullable String expression(String kind, @Nullable String argument) {
    if (kind.equals("re")) {
      return argument == null ? "" : argument;
    }
    return argument == null ? INLINE.get(kind) : null;
  }

  /** Not {@link Pattern#quote}: its {@code \Q} would not survive {@link PythonRegex}. */
  private static void quote(String literal, StringBuilder out) {
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if (c < 128 && !Character.isLetterOrDigit(c)) {
        out.append('\\');
      }
      out.append(c);
    }
  }

  /** Whether the whole text is what the expected text, with its matchers, describes. */
  static boolean matches(String expected, String actual) {
    Pattern pattern = of(expected);
    return pattern == null ? expected.equals(actual) : pattern.matcher(actual).matches();
  }

  static boolean contains(String expected, String actual) {
    Pattern pattern = of(expected);
    return pattern == null ? actual.contains(expected) : pattern.matcher(actual).find();
  }
}
