package io.proconsul.codec.hcl;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Value;

/** The value of a number, a boolean or a text. */
final class HclLiteral {
  private HclLiteral() {}

  static Value value(HclToken token) {
    return switch (token.type()) {
      case NUMBER -> whole(token.value());
      case FLOAT -> real(token.value());
      case BOOL -> new Value.Bool(token.value().equals("true"));
      default -> new Value.Str(token.value());
    };
  }

  /** Whether a key that holds a value takes this one in its place. */
  static boolean fits(HclToken token, Value present) {
    HclToken.Type type = token.type();
    return switch (present) {
      case Value.Int _ -> type == HclToken.Type.NUMBER || type == HclToken.Type.STRING;
      case Value.Num _ -> type == HclToken.Type.NUMBER || type == HclToken.Type.FLOAT;
      case Value.Bool _ -> type == HclToken.Type.BOOL;
      case Value.Str _ ->
        type == HclToken.Type.STRING
            || type == HclToken.Type.HEREDOC
            || type == HclToken.Type.NUMBER;
      case Value.Nil _, Value.Bytes _, Value.Arr _, Value.Obj _ -> false;
    };
  }

  /** The value in the kind of the one that it takes the place of, which it fits. */
  static Value valueLike(Value present, HclToken token) {
    return switch (present) {
      case Value.Int _ -> whole(token.value());
      case Value.Num _ -> real(token.value());
      case Value.Str _ -> new Value.Str(token.value());
      case Value.Bool _, Value.Nil _, Value.Bytes _, Value.Arr _, Value.Obj _ -> value(token);
    };
  }

  private static Value whole(String text) {
    boolean negative = text.startsWith("-");
    String digits = negative ? text.substring(1) : text;
    int base = 10;
    if (digits.startsWith("0x") || digits.startsWith("0X")) {
      base = 16;
      digits = digits.substring(2);
    } else if (digits.startsWith("0") && digits.length() > 1) {
      base = 8;
    }
    if (!isNumber(digits, base)) {
      throw new DecodeException("strconv.ParseInt: parsing " + quoted(text) + ": invalid syntax");
    }
    try {
      return new Value.Int(Long.parseLong(negative ? "-" + digits : digits, base));
    } catch (NumberFormatException e) {
      throw new DecodeException(
          "strconv.ParseInt: parsing " + quoted(text) + ": value out of range");
    }
  }

  private static Value real(String text) {
    if (!isReal(text)) {
      throw new DecodeException("strconv.ParseFloat: parsing " + quoted(text) + ": invalid syntax");
    }
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      throw new DecodeException(
          "strconv.ParseFloat: parsing " + quoted(text) + ": value out of range");
    }
    return new Value.Num(value, text);
  }

  /** The lexer gives only numbers, but among them hexadecimal and exponents without digits. */
  private static boolean isReal(String text) {
    if (text.indexOf('x') >= 0 || text.indexOf('X') >= 0) {
      return false;
    }
    int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
    return exponent < 0 || HclChars.isDigit(text.charAt(text.length() - 1));
  }

  private static boolean isNumber(String digits, int base) {
    return !digits.isEmpty()
        && digits.chars().allMatch(c -> c < 0x80 && Character.digit(c, base) >= 0);
  }

  private static String quoted(String text) {
    return "\""
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t")
        + "\"";
  }
}
