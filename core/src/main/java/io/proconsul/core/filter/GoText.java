package io.proconsul.core.filter;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Go's string literals, both ways. */
public final class GoText {
  private static final String NAMES = "abfnrtv\\\"";
  private static final String MEANINGS = "\u0007\b\f\n\r\t\u000b\\\"";

  private GoText() {}

  /** The text that a literal stands for, or null if it is no literal. */
  static @Nullable String unquote(String literal) {
    var inner = literal.substring(1, literal.length() - 1);
    if (literal.charAt(0) == '`') {
      return inner.replace("\r", "");
    }
    if (inner.indexOf('\\') < 0) {
      return inner.indexOf('\n') < 0 ? inner : null;
    }
    var bytes = new ByteArrayOutputStream(inner.length());
    int at = 0;
    while (at >= 0 && at < inner.length()) {
      int code = inner.codePointAt(at);
      if (code == '\n') {
        return null;
      }
      if (code == '\\') {
        at = escape(inner, at + 1, bytes);
      } else {
        at += Character.charCount(code);
        bytes.writeBytes(Character.toString(code).getBytes(StandardCharsets.UTF_8));
      }
    }
    return at < 0 ? null : bytes.toString(StandardCharsets.UTF_8);
  }

  /** Returns the position after the escape, or -1 if there is none. */
  private static int escape(String text, int at, ByteArrayOutputStream out) {
    if (at >= text.length()) {
      return -1;
    }
    char name = text.charAt(at);
    int known = NAMES.indexOf(name);
    if (known >= 0) {
      out.write(MEANINGS.charAt(known));
      return at + 1;
    }
    return switch (name) {
      case 'x' -> code(text, at + 1, at + 3, out);
      case 'u' -> code(text, at + 1, at + 5, out);
      case 'U' -> code(text, at + 1, at + 9, out);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(text, at, out);
      default -> -1;
    };
  }

  private static int code(String text, int from, int to, ByteArrayOutputStream out) {
    long code = number(text, from, to, 16);
    if (code < 0) {
      return -1;
    }
    if (to - from == 2) {
      out.write((int) code);
      return to;
    }
    if (code > Character.MAX_CODE_POINT || code >= 0xd800 && code < 0xe000) {
      return -1;
    }
    out.writeBytes(Character.toString((int) code).getBytes(StandardCharsets.UTF_8));
    return to;
  }

  private static int octal(String text, int at, ByteArrayOutputStream out) {
    long code = number(text, at, at + 3, 8);
    if (code < 0 || code > 255) {
      return -1;
    }
    out.write((int) code);
    return at + 3;
  }

  private static long number(String text, int from, int to, int radix) {
    if (to > text.length()) {
      return -1;
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), radix) : -1;
      if (digit < 0) {
        return -1;
      }
      number = number * radix + digit;
    }
    return number;
  }

  /** As Go's {@code %q}. */
  public static String quote(String text) {
    var quoted = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(code -> append(quoted, code));
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder quoted, int code) {
    int known = MEANINGS.indexOf(code);
    if (known >= 0) {
      quoted.append('\\').append(NAMES.charAt(known));
    } else if (isPrintable(code)) {
      quoted.appendCodePoint(code);
    } else if (code < ' ' || code == 0x7f) {
      quoted.append(String.format("\\x%02x", code));
    } else if (code < 0x10000) {
      quoted.append(String.format("\\u%04x", code));
    } else {
      quoted.append(String.format("\\U%08x", code));
    }
  }

  /** As Go's {@code unicode.IsPrint}. */
  public static boolean isPrintable(int code) {
    if (code == ' ') {
      return true;
    }
    return switch (Character.getType(code)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR -> false;
      default -> true;
    };
  }
}
