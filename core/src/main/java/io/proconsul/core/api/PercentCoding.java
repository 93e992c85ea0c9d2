package io.proconsul.core.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent escapes of paths and query strings, as Go's {@code net/url} reads them. */
public final class PercentCoding {
  private PercentCoding() {}

  /** A path: {@code +} stays. */
  public static String decodePath(String text) {
    return decode(text, false);
  }

  /** A part of a query: {@code +} is a space. */
  public static String decodeQuery(String text) {
    return decode(text, true);
  }

  private static String decode(String text, boolean plusIsSpace) {
    if (text.indexOf('%') < 0 && !(plusIsSpace && text.indexOf('+') >= 0)) {
      return text;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      byte b = bytes[i];
      if (b == '%') {
        int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
        int low = high >= 0 ? Character.digit(bytes[i + 2], 16) : -1;
        if (low < 0) {
          String bad = text.substring(Math.min(i, text.length()), Math.min(i + 3, text.length()));
          throw new ConsulException.InvalidRequest("invalid URL escape \"" + bad + "\"");
        }
        out.write(high * 16 + low);
        i += 2;
      } else {
        out.write(plusIsSpace && b == '+' ? ' ' : b);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
