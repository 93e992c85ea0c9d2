package io.proconsul.codec.hcl;

import org.jspecify.annotations.Nullable;

/**
 * The characters of a text with the line and column of the one last read. The end counts as a
 * column each time it is read: so do the positions in Consul's messages.
 */
final class HclChars {
  static final int END = -1;

  private final int[] chars;
  private int at;
  private int line = 1;
  private int column;
  private int lastLineLength;
  private @Nullable String error;

  HclChars(String text) {
    chars = text.replace("\r\n", "\n").codePoints().toArray();
  }

  int next() {
    column++;
    if (at == chars.length) {
      return END;
    }
    int c = chars[at++];
    if (c == '\n') {
      line++;
      lastLineLength = column;
      column = 0;
    }
    if (c == 0) {
      error("unexpected null character (0x00)");
      return END;
    }
    return c;
  }

  int peek() {
    return at < chars.length ? chars[at] : END;
  }

  /** Looks beyond a word; at the end this moves the column, and only there. */
  void look(int times) {
    if (at == chars.length) {
      column += times;
    }
  }

  int offset() {
    return at;
  }

  String text(int from, int to) {
    return new String(chars, from, to - from);
  }

  String textFrom(int from) {
    return text(from, at);
  }

  int line() {
    return line;
  }

  int column() {
    return column;
  }

  /** Records an error at the character last read; the last error of a text is the one told. */
  void error(String message) {
    String position = column > 0 ? line + ":" + column : line - 1 + ":" + lastLineLength;
    error = "At " + position + ": " + message;
  }

  void errorAtNext(String message) {
    error = "At " + line + ":" + (column + 1) + ": " + message;
  }

  @Nullable
  String error() {
    return error;
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLetter(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c == '_'
        || c >= 0x80 && c != 0xfffd && Character.isLetter(c);
  }

  static boolean isLetterOrDigit(int c) {
    return isLetter(c) || isDigit(c) || c >= 0x80 && Character.isDigit(c);
  }
}
