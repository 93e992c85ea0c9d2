package io.proconsul.core.preparedquery.template;

import java.util.List;
import java.util.Set;

/** What operators give, and when they bind. Texts become numbers and booleans where need be. */
final class Operators {
  /** From those that bind least. */
  static final List<Set<String>> LEVELS = List.of(
      Set.of("||"),
      Set.of("&&"),
      Set.of("==", "!="),
      Set.of("<", ">", "<=", ">="),
      Set.of("+", "-"),
      Set.of("*", "/", "%"));

  private Operators() {}

  static Object apply(String operator, Object left, Object right) throws TemplateException {
    return switch (operator) {
      case "||" -> bool(left) || bool(right);
      case "&&" -> bool(left) && bool(right);
      case "==" -> text(left).equals(text(right));
      case "!=" -> !text(left).equals(text(right));
      case "<" -> number(left) < number(right);
      case ">" -> number(left) > number(right);
      case "<=" -> number(left) <= number(right);
      case ">=" -> number(left) >= number(right);
      case "+" -> number(left) + number(right);
      case "-" -> number(left) - number(right);
      case "*" -> number(left) * number(right);
      case "/" -> number(left) / divisor(right);
      case "%" -> number(left) % divisor(right);
      default -> throw new AssertionError(operator);
    };
  }

  static String text(Object value) {
    return value.toString();
  }

  static boolean bool(Object value) throws TemplateException {
    return switch (text(value)) {
      case "true", "1" -> true;
      case "false", "0", "" -> false;
      default -> throw new TemplateException("\"" + value + "\" is no boolean");
    };
  }

  static long number(Object value) throws TemplateException {
    try {
      return value instanceof Long number ? number : Long.parseLong(text(value));
    } catch (NumberFormatException _) {
      throw new TemplateException("strconv.ParseInt: parsing \"" + value + "\": invalid syntax");
    }
  }

  private static long divisor(Object value) throws TemplateException {
    long number = number(value);
    if (number == 0) {
      throw new TemplateException("divide by zero");
    }
    return number;
  }
}
