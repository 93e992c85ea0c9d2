package io.proconsul.codec.hcl;

import org.jspecify.annotations.Nullable;

/**
 * Cuts a text into words. It goes on after an error, so that the last one before the parser stopped
 * is told, as HCL 1 tells it.
 */
final class HclLexer {
  private final HclChars chars;

  HclLexer(String text) {
    chars = new HclChars(text);
  }

  /** The last error in the words so far. */
  @Nullable
  String error() {
    return chars.error();
  }

  HclToken next() {
    int c = skipSpaceAndComments();
    int from = c == HclChars.END ? chars.offset() : chars.offset() - 1;
    int line = chars.line();
    int column = chars.column();
    if (c == '"') {
      String value = new HclString(chars).read();
      return new HclToken(HclToken.Type.STRING, chars.textFrom(from), value, line, column);
    }
    if (c == '<') {
      String value = new HclHeredoc(chars).read();
      return new HclToken(HclToken.Type.HEREDOC, chars.textFrom(from), value, line, column);
    }
    HclToken.Type type = type(c);
    String source = chars.textFrom(from);
    if (source.equals("true") || source.equals("false")) {
      type = HclToken.Type.BOOL;
    }
    return new HclToken(type, source, source, line, column);
  }

  private int skipSpaceAndComments() {
    while (true) {
      int c = chars.next();
      if (c == '#') {
        skipLine();
      } else if (c == '/') {
        skipComment();
      } else if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
        return c;
      }
    }
  }

  private void skipComment() {
    if (chars.peek() == '*') {
      chars.next();
      skipBlockComment();
    } else if (chars.peek() == '/') {
      skipLine();
    } else {
      chars.error("expected '/' for comment");
    }
  }

  private void skipLine() {
    while (chars.peek() != '\n' && chars.peek() != HclChars.END) {
      chars.next();
    }
    chars.look(1);
  }

  private void skipBlockComment() {
    int before;
    int c = chars.next();
    do {
      if (c == HclChars.END) {
        chars.error("comment not terminated");
        return;
      }
      before = c;
      c = chars.next();
    } while (before != '*' || c != '/');
  }

  private HclToken.Type type(int c) {
    if (HclChars.isLetter(c)) {
      return identifier();
    }
    if (HclChars.isDigit(c)) {
      return number(c);
    }
    return switch (c) {
      case HclChars.END -> HclToken.Type.EOF;
      case '{' -> HclToken.Type.LBRACE;
      case '}' -> HclToken.Type.RBRACE;
      case '[' -> HclToken.Type.LBRACK;
      case ']' -> HclToken.Type.RBRACK;
      case ',' -> HclToken.Type.COMMA;
      case '=' -> HclToken.Type.ASSIGN;
      case '+' -> HclToken.Type.ADD;
      case '-' -> HclChars.isDigit(chars.peek()) ? number(chars.next()) : HclToken.Type.SUB;
      case '.' -> HclChars.isDigit(chars.peek()) ? bareFraction() : HclToken.Type.PERIOD;
      default -> {
        chars.error("illegal char");
        yield HclToken.Type.ILLEGAL;
      }
    };
  }

  private HclToken.Type identifier() {
    while (HclChars.isLetterOrDigit(chars.peek()) || chars.peek() == '-' || chars.peek() == '.') {
      chars.next();
    }
    chars.look(1);
    return HclToken.Type.IDENT;
  }

  private HclToken.Type number(int first) {
    if (first == '0' && Character.toLowerCase(chars.peek()) == 'x') {
      return hexadecimal();
    }
    int from = chars.offset();
    skipDigits();
    if (chars.peek() == '.') {
      chars.next();
      return fraction();
    }
    if (Character.toLowerCase(chars.peek()) == 'e') {
      return exponent();
    }
    if (first == '0' && isBadOctal(chars.textFrom(from))) {
      chars.errorAtNext("illegal octal number");
    }
    chars.look(first == '0' ? 1 : 2);
    return HclToken.Type.NUMBER;
  }

  /** Where the first digit is wrong already, the value is refused instead. */
  private static boolean isBadOctal(String digits) {
    return !digits.isEmpty() && digits.charAt(0) < '8' && digits.chars().anyMatch(c -> c >= '8');
  }

  private HclToken.Type hexadecimal() {
    chars.next();
    if (Character.digit(chars.peek(), 16) < 0) {
      chars.errorAtNext("illegal hexadecimal number");
    }
    while (chars.peek() < 0x80 && Character.digit(chars.peek(), 16) >= 0) {
      chars.next();
    }
    chars.look(1);
    return HclToken.Type.NUMBER;
  }

  private HclToken.Type fraction() {
    boolean digits = HclChars.isDigit(chars.peek());
    skipDigits();
    if (Character.toLowerCase(chars.peek()) == 'e') {
      return exponent();
    }
    chars.look(digits ? 1 : 0);
    return HclToken.Type.FLOAT;
  }

  /** Of {@code .5e3} HCL 1 takes {@code .5e} for the number, and refuses it. */
  private HclToken.Type bareFraction() {
    skipDigits();
    if (Character.toLowerCase(chars.peek()) == 'e') {
      chars.next();
    } else {
      chars.look(1);
    }
    return HclToken.Type.FLOAT;
  }

  private HclToken.Type exponent() {
    chars.next();
    if (chars.peek() == '+' || chars.peek() == '-') {
      chars.next();
    }
    if (HclChars.isDigit(chars.peek())) {
      skipDigits();
      chars.look(1);
    } else if (chars.peek() != HclChars.END) {
      // HCL 1 takes what stands in the exponent's place, and the number is then refused.
      chars.next();
    } else {
      chars.look(1);
    }
    return HclToken.Type.FLOAT;
  }

  private void skipDigits() {
    while (HclChars.isDigit(chars.peek())) {
      chars.next();
    }
  }
}
