package io.proconsul.cli.flag;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A flag with {@code key=value} that may be given several times. */
public final class PairsFlag extends Flag {
  private final Map<String, String> values = new LinkedHashMap<>();

  PairsFlag(String name, String usage) {
    super(name, "value", usage, "");
  }

  @Override
  void set(String text) throws InvalidFlag {
    int at = text.indexOf('=');
    if (at < 0) {
      throw new InvalidFlag("Missing \"=\" value in argument: " + text);
    }
    values.put(text.substring(0, at), text.substring(at + 1));
  }

  public Map<String, String> get() {
    return Collections.unmodifiableMap(values);
  }
}
