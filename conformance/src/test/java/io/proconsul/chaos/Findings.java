package io.proconsul.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What went wrong in a run, and what was checked; collected by the run's thread. */
final class Findings {
  /** A fault, by the run's clock. */
  record Trouble(String name, String whom, Duration begun, Duration ended, Duration recovered) {}

  private final List<String> failures = new ArrayList<>();
  private final List<String> facts = new ArrayList<>();
  private final List<Trouble> troubles = new ArrayList<>();
  private final Map<String, List<String>> logs = new LinkedHashMap<>();

  void failure(String what) {
    failures.add(what);
  }

  void fact(String what) {
    facts.add(what);
  }

  void trouble(Trouble trouble) {
    troubles.add(trouble);
  }

  /** What an agent printed last, for a report of a failure. */
  void log(String agent, List<String> lines) {
    logs.put(agent, lines);
  }

  Map<String, List<String>> logs() {
    return Collections.unmodifiableMap(logs);
  }

  List<String> failures() {
    return Collections.unmodifiableList(failures);
  }

  List<String> facts() {
    return Collections.unmodifiableList(facts);
  }

  List<Trouble> troubles() {
    return Collections.unmodifiableList(troubles);
  }
}
