package io.proconsul.core.check;

import java.nio.charset.StandardCharsets;

/** Shortens texts that come from outside. */
public final class OutputLimit {
  /** Bytes of output that are kept unless configured otherwise. */
  public static final int DEFAULT = 4096;

  private OutputLimit() {}

  /** The first {@code max} bytes, with a note at the end when there are more. */
  public static String cut(String output, int max) {
    if (output.length() * 3L <= max) {
      return output;
    }
    byte[] bytes = output.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= max
        ? output
        : new String(bytes, 0, max, StandardCharsets.UTF_8) + " ... (captured " + max + " of "
            + bytes.length + " bytes)";
  }
}
