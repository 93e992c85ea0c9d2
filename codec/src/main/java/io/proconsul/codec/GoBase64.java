package io.proconsul.codec;

import java.util.Base64;

/** Base64 as Go's {@code base64.StdEncoding} reads it: padding is needed, line ends are skipped. */
public final class GoBase64 {
  private GoBase64() {}

  /** @throws DecodeException in Go's words, with the offset of what is wrong */
  public static byte[] decode(String text) {
    int wrong = firstWrong(text);
    if (wrong >= 0) {
      throw new DecodeException("illegal base64 data at input byte " + wrong);
    }
    return Base64.getDecoder().decode(text.replace("\n", "").replace("\r", ""));
  }

  private static int firstWrong(String text) {
    int digits = 0;
    int at = skipLineEnds(text, 0);
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '=') {
        return wrongPadding(text, at, digits % 4);
      }
      if (!isDigit(c)) {
        return at;
      }
      digits++;
      at = skipLineEnds(text, at + 1);
    }
    return digits % 4 == 0 ? -1 : at - digits % 4;
  }

  private static int wrongPadding(String text, int start, int digits) {
    if (digits < 2) {
      return start;
    }
    int at = skipLineEnds(text, start + 1);
    if (digits == 2) {
      if (at == text.length()) {
        return at;
      }
      if (text.charAt(at) != '=') {
        return at - 1;
      }
      at = skipLineEnds(text, at + 1);
    }
    return at < text.length() ? at : -1;
  }

  private static int skipLineEnds(String text, int start) {
    int at = start;
    while (at < text.length() && (text.charAt(at) == '\n' || text.charAt(at) == '\r')) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= 'A' && c <= 'Z'
        || c >= 'a' && c <= 'z'
        || c >= '0' && c <= '9'
        || c == '+'
        || c == '/';
  }
}
