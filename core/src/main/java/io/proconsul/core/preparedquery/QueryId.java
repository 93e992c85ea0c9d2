package io.proconsul.core.preparedquery;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.state.Key;
import io.proconsul.core.state.Mark;
import java.util.regex.Pattern;

/** Ids of prepared queries, by which they stand in their table. */
final class QueryId {
  private static final int LENGTH = 36;
  private static final int MOST_DASHES = 4;
  private static final Pattern UUID =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private QueryId() {}

  /** Whether a text that may also be a name can be an id. */
  static boolean isId(String text) {
    return UUID.matcher(text).matches();
  }

  /** With or without capitals, and wherever its dashes are. */
  static byte[] key(String id) {
    return Key.of(Mark.lower(id.replace("-", "")));
  }

  /** @throws ConsulException.Refused when it is none, in the words of Consul's state store */
  static byte[] checkedKey(String id) {
    String problem = problem(id);
    if (!problem.isEmpty()) {
      throw new ConsulException.Refused("failed prepared query lookup: index error: " + problem);
    }
    return key(id);
  }

  private static String problem(String id) {
    if (id.length() != LENGTH) {
      return "UUID must be 36 characters";
    }
    String digits = id.replace("-", "");
    int dashes = LENGTH - digits.length();
    if (dashes > MOST_DASHES) {
      return "UUID should have maximum of 4 \"-\"; got " + dashes;
    }
    if (digits.length() % 2 != 0) {
      return "Input (without hyphens) must be even length";
    }
    return digits
        .chars()
        .filter(c -> Character.digit(c, 16) < 0)
        .mapToObj(c -> String.format("Invalid UUID: encoding/hex: invalid byte: U+%04X '%c'", c, c))
        .findFirst()
        .orElse("");
  }
}
