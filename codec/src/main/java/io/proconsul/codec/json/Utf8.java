package io.proconsul.codec.json;

import java.nio.charset.StandardCharsets;

/** Decoding as Go decodes: every byte that belongs to no character becomes one U+FFFD. */
final class Utf8 {
  private static final char REPLACEMENT = '\ufffd';

  private Utf8() {}

  static String decode(byte[] input, int start, int end) {
    String text = new String(input, start, end - start, StandardCharsets.UTF_8);
    // Java replaces a cut-off sequence as a whole, so only texts with replacements differ.
    return text.indexOf(REPLACEMENT) < 0 ? text : decodeByByte(input, start, end);
  }

  /** Escapes can name halves of a pair; a half without its other is U+FFFD. */
  static String withoutLoneSurrogates(StringBuilder text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isSupplementaryCodePoint(text.codePointAt(i))) {
        i++;
      } else {
        text.setCharAt(i, REPLACEMENT);
      }
    }
    return text.toString();
  }

  private static String decodeByByte(byte[] input, int start, int end) {
    StringBuilder text = new StringBuilder();
    int at = start;
    while (at < end) {
      int size = Math.min(sizeFromLead(input[at] & 0xff), end - at);
      String one = new String(input, at, size, StandardCharsets.UTF_8);
      if (one.codePointCount(0, one.length()) == 1
          && one.getBytes(StandardCharsets.UTF_8).length == size
          && (one.charAt(0) != REPLACEMENT || size == 3 && input[at] == (byte) 0xef)) {
        text.append(one);
        at += size;
      } else {
        text.append(REPLACEMENT);
        at++;
      }
    }
    return text.toString();
  }

  private static int sizeFromLead(int lead) {
    if (lead < 0xc0) {
      return 1;
    }
    if (lead < 0xe0) {
      return 2;
    }
    return lead < 0xf0 ? 3 : 4;
  }
}
