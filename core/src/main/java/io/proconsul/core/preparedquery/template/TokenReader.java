package io.proconsul.core.preparedquery.template;

import io.proconsul.core.preparedquery.template.Token.Kind;
import java.util.List;

/** Cuts a text into tokens: literals outside of expressions, the rest within. For one thread. */
final class TokenReader {
  private static final List<String> SYMBOLS = List.of(
      "!=", "<=", ">=", "==", "&&", "||", "(", ")", "[", "]", ",", "+", "-", "*", "/", "%", "?",
      ":", "}", "!", "<", ">", ".");

  private final String text;
  private int at;
  private int line = 1;
  private int column = 1;

  TokenReader(String text) {
    this.text = text;
  }

  /** Up to an expression or the end; empty when there is nothing before it. */
  Token literal(boolean quoted) {
    int start = at;
    int startLine = line;
    int startColumn = column;
    while (at < text.length()
        && !text.startsWith("${", at)
        && !(quoted && text.charAt(at) == '"')) {
      boolean pair = text.startsWith("$$", at)
          || quoted && (text.startsWith("\\\"", at) || text.startsWith("\\\\", at));
      advance(pair ? 2 : 1);
    }
    return new Token(Kind.LITERAL, text.substring(start, at), startLine, startColumn);
  }

  /** What ends a literal. */
  Token end(boolean quoted) {
    if (text.startsWith("${", at)) {
      return take(Kind.BEGIN, 2);
    }
    if (at < text.length()) {
      return take(Kind.CLOSING_QUOTE, 1);
    }
    return new Token(quoted ? Kind.INVALID : Kind.END_OF_TEXT, "", line, column);
  }

  /** The next token of an expression, which stays to be read. */
  Token peek() {
    skipBlanks();
    int backAt = at;
    int backLine = line;
    int backColumn = column;
    Token token = read();
    at = backAt;
    line = backLine;
    column = backColumn;
    return token;
  }

  Token read() {
    skipBlanks();
    if (at == text.length()) {
      return new Token(Kind.END_OF_TEXT, "", line, column);
    }
    char next = text.charAt(at);
    if (next == '"') {
      return take(Kind.QUOTE, 1);
    }
    for (String symbol : SYMBOLS) {
      if (text.startsWith(symbol, at)) {
        return take(Kind.SYMBOL, symbol.length());
      }
    }
    if (next >= '0' && next <= '9') {
      return take(Kind.INTEGER, length(c -> c >= '0' && c <= '9'));
    }
    int first = text.codePointAt(at);
    return first == '_' || Character.isLetter(first)
        ? take(Kind.NAME, length(TokenReader::isOfName))
        : take(Kind.INVALID, Character.charCount(first));
  }

  private static boolean isOfName(int c) {
    return c == '_' || c == '-' || c == '.' || Character.isLetterOrDigit(c);
  }

  private int length(java.util.function.IntPredicate belongs) {
    int end = at;
    while (end < text.length() && belongs.test(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    return end - at;
  }

  private Token take(Kind kind, int length) {
    Token token = new Token(kind, text.substring(at, at + length), line, column);
    advance(length);
    return token;
  }

  private void skipBlanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      advance(1);
    }
  }

  private void advance(int length) {
    int end = Math.min(at + length, text.length());
    for (; at < end; at++) {
      char c = text.charAt(at);
      if (c == '\n') {
        line++;
        column = 1;
      } else if (!Character.isLowSurrogate(c)) {
        column++;
      }
    }
  }
}
