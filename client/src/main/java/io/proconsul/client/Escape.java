package io.proconsul.client;

import java.nio.charset.StandardCharsets;

/** Percent escapes as Go's {@code net/url} writes them. */
final class Escape {
  private static final String HEX = "0123456789ABCDEF";
  private static final String PLAIN_IN_PATH = "-_.~$&+,/:;=@";
  private static final String PLAIN_IN_QUERY = "-_.~";

  private Escape() {}

  static void path(String text, StringBuilder out) {
    escape(text, PLAIN_IN_PATH, "%20", out);
  }

  static void query(String text, StringBuilder out) {
    escape(text, PLAIN_IN_QUERY, "+", out);
  }

  private static void escape(String text, String plain, String space, StringBuilder out) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c >= 'a' && c <= 'z'
          || c >= 'A' && c <= 'Z'
          || c >= '0' && c <= '9'
          || plain.indexOf(c) >= 0) {
        out.append(c);
      } else if (c == ' ') {
        out.append(space);
      } else {
        out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
  }
}
