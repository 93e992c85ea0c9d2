package io.proconsul.cli.text;

import java.io.ByteArrayOutputStream;

/**
 * Decodes base64 as Go's {@code StdEncoding} does: line ends are skipped, and an error names the
 * byte. What was decoded before the error is kept.
 *
 * @param badAt the place of the first bad byte; -1 when the text is right
 */
public record GoBase64(byte[] decoded, int badAt) {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  public static GoBase64 decode(String text) {
    return new Reader(text).decode();
  }

  public boolean isBad() {
    return badAt >= 0;
  }

  public String error() {
    return "illegal base64 data at input byte " + badAt;
  }

  private static final class Reader {
    private final String text;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int at;

    Reader(String text) {
      this.text = text;
    }

    GoBase64 decode() {
      int bad = -1;
      boolean more = true;
      while (more && bad < 0) {
        int[] digits = new int[4];
        int count = 0;
        while (count < 4) {
          int c = next();
          if (c < 0) {
            bad = count == 0 ? -1 : text.length() - count;
            more = false;
            break;
          }
          int digit = ALPHABET.indexOf(c);
          if (digit < 0) {
            bad = c == '=' ? padding(digits, count) : at - 1;
            more = false;
            break;
          }
          digits[count++] = digit;
        }
        if (count == 4) {
          emit(digits, 3);
        }
      }
      return new GoBase64(out.toByteArray(), bad);
    }

    /** After the first {@code =}: the rest of a right text, or the place where it is wrong. */
    private int padding(int[] digits, int count) {
      if (count < 2) {
        return at - 1;
      }
      if (count == 2) {
        int c = next();
        if (c < 0) {
          return text.length();
        }
        if (c != '=') {
          return at - 1;
        }
      }
      emit(digits, count - 1);
      return next() < 0 ? -1 : at - 1;
    }

    private void emit(int[] digits, int bytes) {
      int bits = digits[0] << 18 | digits[1] << 12 | digits[2] << 6 | digits[3];
      for (int i = 0; i < bytes; i++) {
        out.write(bits >> (16 - 8 * i));
      }
    }

    /** The next character that is no line end; -1 at the end. */
    private int next() {
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c != '\n' && c != '\r') {
          return c;
        }
      }
      return -1;
    }
  }
}
