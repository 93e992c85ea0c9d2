package io.proconsul.chaos.check;

import io.proconsul.chaos.check.Frontier.Configuration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks the history of one key (Wing and Gong 1993; Lowe 2017, "Testing for linearizability", just
 * in time): moments pass in order, and operations are placed no sooner than an answer needs them.
 * Bounded by the number of steps, which bounds memory as well. One use, one thread.
 */
public final class Linearizability {
  static final long MAX_STEPS = 5_000_000;
  private static final int CALL = 0;
  private static final int RETURN = 1;

  private record Moment(long time, int kind, Operation operation) {}

  private final Model model;
  private final long maxSteps;
  private final List<@Nullable Operation> open = new ArrayList<>();
  private final BitSet openKeepers = new BitSet();
  private Frontier frontier = new Frontier();
  private long steps;

  private Linearizability(Model model, long maxSteps) {
    this.model = model;
    this.maxSteps = maxSteps;
    frontier.add(new Configuration(Model.INITIAL, new BitSet(), new BitSet()));
  }

  public static Verdict check(Model model, List<Operation> history) {
    return check(model, history, MAX_STEPS);
  }

  static Verdict check(Model model, List<Operation> history, long maxSteps) {
    Linearizability search = new Linearizability(model, maxSteps);
    Operation stuck = search.run(history);
    if (search.exhausted()) {
      return new Verdict.Undecided(search.steps);
    }
    return stuck == null
        ? new Verdict.Linearizable()
        : new Verdict.Violated(Shrinking.shrink(model, history, stuck.returned()));
  }

  /** Whether it certainly is none. */
  static boolean violated(Model model, List<Operation> history) {
    Linearizability search = new Linearizability(model, MAX_STEPS / 50);
    return search.run(history) != null && !search.exhausted();
  }

  /** The first operation whose answer cannot be explained; null when there is none. */
  private @Nullable Operation run(List<Operation> history) {
    for (Moment moment : moments(history)) {
      if (moment.kind() == CALL) {
        opened(moment.operation());
      } else {
        answered(moment.operation());
        if (exhausted() || frontier.isEmpty()) {
          return moment.operation();
        }
      }
    }
    return null;
  }

  private boolean exhausted() {
    return steps > maxSteps;
  }

  /** What touches at one point in time is concurrent: calls come before answers. */
  private static List<Moment> moments(List<Operation> history) {
    List<Moment> moments = new ArrayList<>();
    for (Operation operation : history) {
      if (operation.isUnknown() && operation.isRead()) {
        continue; // says nothing
      }
      moments.add(new Moment(operation.invoked(), CALL, operation));
      if (!operation.isUnknown()) {
        moments.add(new Moment(operation.returned(), RETURN, operation));
      }
    }
    moments.sort(Comparator.comparingLong(Moment::time).thenComparingInt(Moment::kind));
    return moments;
  }

  private void opened(Operation operation) {
    int free = open.indexOf(null);
    int slot = free < 0 ? open.size() : free;
    if (free < 0) {
      open.add(operation);
    } else {
      open.set(slot, operation);
    }
    openKeepers.set(slot, operation.keepsState());
  }

  private void answered(Operation operation) {
    int slot = open.indexOf(operation); // of equal ones, any
    Frontier next = new Frontier();
    Frontier reached = new Frontier();
    for (Configuration configuration : frontier.all()) {
      reached.add(settled(configuration));
    }
    while (!exhausted()) {
      Configuration configuration = reached.fresh().poll();
      if (configuration == null) {
        break;
      }
      if (configuration.placed().get(slot)) {
        next.add(configuration.forget(slot));
      } else {
        placeEach(configuration, reached);
      }
    }
    open.set(slot, null);
    openKeepers.clear(slot);
    frontier = next;
  }

  private void placeEach(Configuration from, Frontier reached) {
    for (int slot = 0; slot < open.size(); slot++) {
      Operation operation = open.get(slot);
      if (operation == null || from.placed().get(slot) || from.placedUnknown().get(slot)) {
        continue;
      }
      steps++;
      Optional<String> state = model.step(from.state(), operation);
      boolean changes = state.isPresent() && !state.get().equals(from.state());
      if (changes || state.isPresent() && !operation.isUnknown()) {
        reached.add(settled(from.place(slot, operation.isUnknown(), state.get())));
      }
    }
  }

  /** Whatever keeps the state and holds in it is placed at once: to wait gains nothing. */
  private Configuration settled(Configuration from) {
    Configuration settled = from;
    int slot = openKeepers.nextSetBit(0);
    for (; slot >= 0; slot = openKeepers.nextSetBit(slot + 1)) {
      Operation operation = open.get(slot);
      boolean waits = operation != null && !settled.placed().get(slot);
      if (waits && model.step(settled.state(), operation).isPresent()) {
        settled = settled.place(slot, false, settled.state());
      }
    }
    return settled;
  }
}
