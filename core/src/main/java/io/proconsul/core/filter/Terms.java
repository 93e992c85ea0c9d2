package io.proconsul.core.filter;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words of the filter grammar: selectors, operators and values. */
final class Terms {
  private static final String BLANK = "[ \\t\\r\\n]";
  private static final String DIGIT = "[0-9]";

  /** An operator's words, blanks between them and, if it takes a second operand, after them. */
  record Form(Operator operator, boolean operand, List<String> words) {
    static Form of(Operator operator, boolean operand, String... words) {
      return new Form(operator, operand, List.of(words));
    }
  }

  static final List<Form> BEFORE_VALUE = List.of(
      Form.of(Operator.EQUAL, true, "=="),
      Form.of(Operator.NOT_EQUAL, true, "!="),
      Form.of(Operator.IN, true, "contains"),
      Form.of(Operator.NOT_IN, true, "not", "contains"),
      Form.of(Operator.MATCHES, true, "matches"),
      Form.of(Operator.NOT_MATCHES, true, "not", "matches"));

  static final List<Form> ALONE = List.of(
      Form.of(Operator.IS_EMPTY, false, "is", "empty"),
      Form.of(Operator.IS_NOT_EMPTY, false, "is", "not", "empty"));

  static final List<Form> BEFORE_SELECTOR =
      List.of(Form.of(Operator.IN, true, "in"), Form.of(Operator.NOT_IN, true, "not", "in"));

  private final Matcher in;

  Terms(Matcher in) {
    this.in = in;
  }

  boolean blank() {
    return in.one(Terms::isBlank, BLANK) && in.many(Terms::isBlank, BLANK);
  }

  void blanks() {
    in.many(Terms::isBlank, BLANK);
  }

  @Nullable
  Operator operator(List<Form> forms) {
    int start = in.at;
    for (var form : forms) {
      if (form(form)) {
        return form.operator;
      }
      in.back(start);
    }
    return null;
  }

  private boolean form(Form form) {
    if (form.operator == Operator.EQUAL || form.operator == Operator.NOT_EQUAL) {
      blanks();
      if (!in.literal(form.words.getFirst())) {
        return false;
      }
      blanks();
      return true;
    }
    for (var word : form.words) {
      if (!blank() || !in.literal(word)) {
        return false;
      }
    }
    return !form.operand || blank();
  }

  @Nullable
  List<String> selector() {
    var first = identifier();
    if (first == null) {
      return null;
    }
    List<String> path = new ArrayList<>(List.of(first));
    while (true) {
      int start = in.at;
      var next = in.literal(".") ? identifier() : null;
      if (next == null) {
        in.back(start);
        next = index();
      }
      if (next == null) {
        in.back(start);
        return path;
      }
      path.add(next);
    }
  }

  private @Nullable String identifier() {
    int start = in.at;
    if (!in.one(Terms::isLetter, "[a-zA-Z]")) {
      return null;
    }
    in.many(c -> isLetter(c) || isDigit(c) || c == '_', "[a-zA-Z0-9_]");
    return in.text.substring(start, in.at);
  }

  private @Nullable String index() {
    if (!in.literal("[")) {
      return null;
    }
    blanks();
    var key = string();
    if (key == null) {
      in.error(in.at, "index", "Invalid index");
      return null;
    }
    blanks();
    if (!in.literal("]")) {
      in.error(in.at, "index", "Unclosed index expression");
      return null;
    }
    return key;
  }

  @Nullable
  String value() {
    var selector = selector();
    if (selector != null) {
      return String.join(".", selector);
    }
    var number = number();
    return number != null ? number : string();
  }

  private @Nullable String number() {
    int start = in.at;
    in.literal("-");
    if (!in.literal("0")) {
      if (!in.one(c -> c >= '1' && c <= '9', "[1-9]")) {
        in.back(start);
        return null;
      }
      in.many(Terms::isDigit, DIGIT);
    }
    int whole = in.at;
    if (in.literal(".") && in.one(Terms::isDigit, DIGIT)) {
      in.many(Terms::isDigit, DIGIT);
    } else {
      in.back(whole);
    }
    int end = in.at;
    boolean ends = blank() || in.end() || in.literal(")");
    in.back(end);
    if (!ends) {
      in.error(end, "number", "Invalid number literal");
      in.back(start);
      return null;
    }
    return in.text.substring(start, end);
  }

  private @Nullable String string() {
    int start = in.at;
    char quote = in.literal("`") ? '`' : in.literal("\"", "\"\\\"\"") ? '"' : 0;
    if (quote == 0) {
      return null;
    }
    int end = in.text.indexOf(quote, in.at);
    if (end < 0) {
      in.error(in.text.length(), "string", "Unterminated string literal");
      in.back(start);
      return null;
    }
    in.at = end + 1;
    var text = GoText.unquote(in.text.substring(start, in.at));
    if (text == null) {
      in.error(start, "string", "invalid syntax");
      return "";
    }
    return text;
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private static boolean isLetter(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
