package io.proconsul.chaos.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes a failing history small enough to read, by steps that cannot make a good history bad:
 * answers after the failure are forgotten, then all before an operation that alone decided the
 * state, then reads and refusals, then writes that nothing left mentions. Owned by one check.
 */
final class Shrinking {
  private final Model model;
  private List<Operation> kept;

  private Shrinking(Model model, List<Operation> kept) {
    this.model = model;
    this.kept = kept;
  }

  static List<Operation> shrink(Model model, List<Operation> history, long failedAt) {
    List<Operation> known = new ArrayList<>();
    for (Operation operation : history) {
      boolean saysNothingYet = operation.returned() > failedAt && operation.keepsState();
      if (operation.invoked() <= failedAt && !saysNothingYet) {
        known.add(operation.asOf(failedAt));
      }
    }
    Shrinking shrinking = new Shrinking(model, known);
    shrinking.forgetThePast();
    shrinking.leaveOut(Operation::keepsState);
    if (model == Model.REGISTER) {
      shrinking.leaveOutUnmentionedWrites();
    }
    return shrinking.kept;
  }

  /**
   * A write tells the state whatever was before, if nothing else was under way. A release leaves
   * the state of the beginning, and is forgotten itself.
   */
  private void forgetThePast() {
    List<Operation> latestFirst = kept.stream()
        .filter(this::decidesAlone)
        .sorted(Comparator.comparingLong(Operation::invoked).reversed())
        .toList();
    for (Operation decided : latestFirst) {
      boolean release = decided.call() instanceof Call.Release;
      List<Operation> since = kept.stream()
          .filter(o ->
              o.isUnknown() || o.returned() > decided.returned() || o.equals(decided) && !release)
          .toList();
      if (Linearizability.violated(model, since)) {
        kept = new ArrayList<>(since);
        return;
      }
    }
  }

  private boolean decidesAlone(Operation operation) {
    boolean decides = operation.outcome() instanceof Outcome.Done
        && (operation.call() instanceof Call.Write || operation.call() instanceof Call.Release);
    return decides
        && kept.stream()
            .noneMatch(o -> !o.isUnknown()
                && !o.equals(operation)
                && o.invoked() <= operation.returned()
                && o.returned() >= operation.invoked());
  }

  /** Later ones first: what is left is then near the beginning, where the failure is in sight. */
  private void leaveOut(java.util.function.Predicate<Operation> candidate) {
    for (int i = kept.size() - 1; i >= 0; i--) {
      if (candidate.test(kept.get(i))) {
        List<Operation> fewer = new ArrayList<>(kept);
        fewer.remove(i);
        if (Linearizability.violated(model, fewer)) {
          kept = fewer;
        }
      }
    }
  }

  /** A refused compare-and-set may be due to any other write, so all stay while there is one. */
  private void leaveOutUnmentionedWrites() {
    boolean refusals = kept.stream().anyMatch(o -> o.outcome() instanceof Outcome.Refused);
    if (refusals) {
      return;
    }
    int before;
    do {
      before = kept.size();
      Set<String> mentioned = mentioned();
      leaveOut(operation -> switch (operation.call()) {
        case Call.Write(String value) -> !mentioned.contains(value);
        case Call.CompareAndSet(String _, String value) -> !mentioned.contains(value);
        case Call.Read _, Call.Acquire _, Call.Release _, Call.Destroy _ -> false;
      });
    } while (kept.size() < before);
  }

  private Set<String> mentioned() {
    Set<String> values = new HashSet<>();
    for (Operation operation : kept) {
      if (operation.outcome() instanceof Outcome.Saw(String value)) {
        values.add(value);
      }
      if (operation.call() instanceof Call.CompareAndSet(String expected, String _)) {
        values.add(expected);
      }
    }
    return values;
  }
}
