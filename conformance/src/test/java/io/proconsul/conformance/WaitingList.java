package io.proconsul.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The scenarios that may fail for now, each with the reason why. */
record WaitingList(Map<String, Entry> entries) {
  private static final Pattern LINE =
      Pattern.compile("(\\S+\\.json)(?:\\s+budget=(\\d+))?\\s+#\\s*(\\S.*)");

  /**
   * A line of the list.
   *
   * @param budgetSeconds how long it is played for; null for the usual short time
   */
  record Entry(String reason, @Nullable Integer budgetSeconds) {}

  static WaitingList parse(List<String> lines) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw new IllegalArgumentException("not `path.json [budget=SECONDS]  # reason`: " + line);
      }
      Integer budget = parts.group(2) == null ? null : Integer.valueOf(parts.group(2));
      if (entries.put(parts.group(1), new Entry(parts.group(3), budget)) != null) {
        throw new IllegalArgumentException("twice on the list: " + parts.group(1));
      }
    }
    return new WaitingList(entries);
  }

  /** Null when the scenario has to hold. */
  @Nullable
  Entry entry(String path) {
    return entries.get(path);
  }
}
