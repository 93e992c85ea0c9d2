package io.proconsul.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What went wrong in a run, and what was checked; collected by the run's thread. */
final class Findings {
  /** A fault, by the run's clock. */
  record Trouble(String name, String whom, Duration begun, Duration ended, Duration recovered) {}

  private final List<String> failures = new ArrayList<>();
  private final List<String> facts = new ArrayList<>();
  private final List<Trouble> troubles = new ArrayList<>();

  void failure(String what) {
    failures.add(what);
  }

  void fact(String what) {
    facts.add(what);
  }

  void trouble(Trouble trouble) {
    troubles.add(trouble);
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
