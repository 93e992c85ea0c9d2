package io.proconsul.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** The checker says what trying every order says, and what it shrinks to still fails. */
class BruteForceTest {
  private static final int MOST = 6;

  @Property(tries = 4_000)
  void registers(@ForAll("registerHistories") List<Operation> history) {
    agrees(Model.REGISTER, history);
  }

  @Property(tries = 4_000)
  void locks(@ForAll("lockHistories") List<Operation> history) {
    agrees(Model.LOCK, history);
  }

  private static void agrees(Model model, List<Operation> history) {
    Verdict verdict = Linearizability.check(model, history);
    boolean possible = possible(model, Model.INITIAL, history);
    Statistics.collect(possible);
    assertThat(verdict instanceof Verdict.Linearizable).isEqualTo(possible);
    if (verdict instanceof Verdict.Violated(List<Operation> minimal)) {
      assertThat(possible(model, Model.INITIAL, minimal)).isFalse();
    }
  }

  /** Whether any order that respects time explains all answers. */
  private static boolean possible(Model model, String state, List<Operation> left) {
    if (left.stream().allMatch(Operation::isUnknown)) {
      return true;
    }
    for (Operation next : left) {
      boolean first = left.stream().noneMatch(other -> other.returned() < next.invoked());
      Optional<String> after = first ? model.step(state, next) : Optional.empty();
      if (after.isPresent()) {
        List<Operation> rest = new ArrayList<>(left);
        rest.remove(next);
        if (possible(model, after.get(), rest)) {
          return true;
        }
      }
    }
    return false;
  }

  @Provide
  Arbitrary<List<Operation>> registerHistories() {
    Arbitrary<String> values = Arbitraries.of("", "0", "1", "2", "3");
    Arbitrary<Call> calls = Combinators.combine(Arbitraries.integers().between(0, 2), values)
        .as((kind, value) -> switch (kind) {
          case 0 -> new Call.Read();
          case 1 -> new Call.Write("");
          default -> new Call.CompareAndSet(value, "");
        });
    return histories(calls, values);
  }

  @Provide
  Arbitrary<List<Operation>> lockHistories() {
    Arbitrary<String> sessions = Arbitraries.of("s", "t");
    Arbitrary<Call> calls = Combinators.combine(Arbitraries.integers().between(0, 3), sessions)
        .as((kind, session) -> switch (kind) {
          case 0 -> new Call.Read();
          case 1 -> new Call.Acquire(session);
          case 2 -> new Call.Release(session);
          default -> new Call.Destroy(session);
        });
    return histories(calls, Arbitraries.of("", "s", "t"));
  }

  /** @param seen what reads may have seen */
  private static Arbitrary<List<Operation>> histories(
      Arbitrary<Call> calls, Arbitrary<String> seen) {
    Arbitrary<Integer> starts = Arbitraries.integers().between(0, 12);
    Arbitrary<Integer> lengths = Arbitraries.integers().between(0, 6);
    Arbitrary<Integer> outcomes = Arbitraries.integers().between(0, 5);
    return Combinators.combine(calls, seen, starts, lengths, outcomes)
        .as(BruteForceTest::operation)
        .list()
        .ofMaxSize(MOST)
        .map(BruteForceTest::withUniqueValues);
  }

  private static Operation operation(Call call, String seen, int start, int length, int outcome) {
    boolean conditional = call instanceof Call.CompareAndSet
        || call instanceof Call.Acquire
        || call instanceof Call.Release;
    if (outcome == 0) {
      return Operation.unknown(0, call, start);
    }
    Outcome known = call instanceof Call.Read
        ? new Outcome.Saw(seen)
        : conditional && outcome > 3 ? Outcome.REFUSED : Outcome.DONE;
    return new Operation(0, call, known, start, start + length);
  }

  private static List<Operation> withUniqueValues(List<Operation> history) {
    List<Operation> unique = new ArrayList<>();
    for (int i = 0; i < history.size(); i++) {
      Operation o = history.get(i);
      Call call = switch (o.call()) {
        case Call.Write(String _) -> new Call.Write("" + i);
        case Call.CompareAndSet(String expected, String _) ->
          new Call.CompareAndSet(expected, "" + i);
        case Call.Read _, Call.Acquire _, Call.Release _, Call.Destroy _ -> o.call();
      };
      unique.add(new Operation(i, call, o.outcome(), o.invoked(), o.returned()));
    }
    return unique;
  }
}
