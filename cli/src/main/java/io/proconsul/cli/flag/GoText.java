package io.proconsul.cli.flag;

import org.jspecify.annotations.Nullable;

/** Texts as Go's {@code strconv} reads and writes them. */
public final class GoText {
  private GoText() {}

  /** Null when the text is no boolean to Go. */
  public static @Nullable Boolean parseBool(String text) {
    return switch (text) {
      case "1", "t", "T", "true", "TRUE", "True" -> Boolean.TRUE;
      case "0", "f", "F", "false", "FALSE", "False" -> Boolean.FALSE;
      default -> null;
    };
  }

  public static String boolError(String text) {
    return "strconv.ParseBool: parsing " + quote(text) + ": invalid syntax";
  }

  /** In double quotes, with what does not print escaped. */
  public static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(c -> appendQuoted(quoted, c));
    return quoted.append('"').toString();
  }

  private static void appendQuoted(StringBuilder out, int c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case 0x07 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 0x0b -> out.append("\\v");
      default -> {
        if (c < 0x20 || c == 0x7f) {
          out.append("\\x")
              .append(Character.forDigit(c >> 4, 16))
              .append(Character.forDigit(c & 15, 16));
        } else {
          out.appendCodePoint(c);
        }
      }
    }
  }

  /** As {@code strconv.ParseInt(text, 0, 64)}. */
  static long parseInt(String text) {
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    long magnitude = parseUnsigned(digits);
    if (magnitude < 0 && !(negative && magnitude == Long.MIN_VALUE)) {
      throw new NumberFormatException(text);
    }
    return negative ? -magnitude : magnitude;
  }

  /** As {@code strconv.ParseUint(text, 0, 64)}, but for underscores between digits. */
  static long parseUnsigned(String text) {
    if (text.startsWith("+") || text.startsWith("-")) {
      throw new NumberFormatException(text);
    }
    if (text.length() > 1 && text.charAt(0) == '0') {
      return switch (text.charAt(1)) {
        case 'x', 'X' -> unsigned(text.substring(2), 16);
        case 'b', 'B' -> unsigned(text.substring(2), 2);
        case 'o', 'O' -> unsigned(text.substring(2), 8);
        default -> unsigned(text.substring(1), 8);
      };
    }
    return unsigned(text, 10);
  }

  private static long unsigned(String digits, int radix) {
    if (digits.startsWith("+") || digits.startsWith("-")) {
      throw new NumberFormatException(digits);
    }
    return Long.parseUnsignedLong(digits, radix);
  }

  static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
