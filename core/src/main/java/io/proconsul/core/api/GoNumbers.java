package io.proconsul.core.api;

import io.proconsul.codec.DecodeException;
import java.util.Set;
import java.util.regex.Pattern;

/** Parameters read as Go's {@code strconv} reads them, with its errors. */
public final class GoNumbers {
  private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
  private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final Pattern SIGNED = Pattern.compile("[+-]?[0-9]+");

  private GoNumbers() {}

  /** @throws DecodeException in Go's words, as the next two */
  public static long parseUint(String text) {
    if (!DIGITS.matcher(text).matches()) {
      throw error("ParseUint", text, "invalid syntax");
    }
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException _) {
      throw error("ParseUint", text, "value out of range");
    }
  }

  public static long atoi(String text) {
    if (!SIGNED.matcher(text).matches()) {
      throw error("Atoi", text, "invalid syntax");
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw error("Atoi", text, "value out of range");
    }
  }

  public static boolean parseBool(String text) {
    if (!TRUE.contains(text) && !FALSE.contains(text)) {
      throw error("ParseBool", text, "invalid syntax");
    }
    return TRUE.contains(text);
  }

  private static DecodeException error(String function, String text, String what) {
    return new DecodeException("strconv." + function + ": parsing \"" + text + "\": " + what);
  }
}
