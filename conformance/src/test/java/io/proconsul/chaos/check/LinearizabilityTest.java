package io.proconsul.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.chaos.check.Call.Acquire;
import io.proconsul.chaos.check.Call.CompareAndSet;
import io.proconsul.chaos.check.Call.Destroy;
import io.proconsul.chaos.check.Call.Read;
import io.proconsul.chaos.check.Call.Release;
import io.proconsul.chaos.check.Call.Write;
import io.proconsul.chaos.check.Outcome.Saw;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinearizabilityTest {
  @Test
  void aReadSeesTheLastWriteOrAConcurrentOne() {
    assertGood(
        Model.REGISTER, write("a", 0, 1), write("b", 2, 9), read("a", 3, 4), read("b", 5, 6));
  }

  @Test
  void aReadNeverGoesBack() {
    Verdict verdict = Linearizability.check(
        Model.REGISTER,
        List.of(
            write("a", 0, 1),
            write("x", 1, 2),
            read("x", 2, 3),
            write("a2", 4, 5),
            write("b", 6, 20),
            read("b", 7, 8),
            read("a2", 9, 10),
            read("b", 21, 22)));
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Violated.class,
            violated -> assertThat(HistoryText.of(violated.minimal())).isEqualTo("""
                called   answered  client
                 0.004      0.005  1      write a2: done
                 0.006          ?  1      write b: no answer
                 0.007      0.008  1      read: saw b
                 0.009      0.010  1      read: saw a2
            """));
  }

  @Test
  void aLostWriteIsSeen() {
    assertBad(Model.REGISTER, write("a", 0, 1), read("", 2, 3));
  }

  @Test
  void anUnknownWriteMayHappenLateOrNever() {
    Operation unknown = Operation.unknown(2, new Write("u"), micros(2));
    assertGood(Model.REGISTER, write("a", 0, 1), unknown, read("a", 3, 4), read("u", 5, 6));
    assertGood(Model.REGISTER, write("a", 0, 1), unknown, read("a", 3, 4), read("a", 5, 6));
    assertBad(Model.REGISTER, write("a", 0, 1), unknown, read("u", 3, 4), read("a", 5, 6));
    assertBad(Model.REGISTER, read("u", 0, 1), unknown);
  }

  @Test
  void onlyOneOfTwoCompareAndSetsOfAValueIsDone() {
    assertGood(
        Model.REGISTER,
        write("a", 0, 1),
        done(new CompareAndSet("a", "b"), 2, 5),
        refused(new CompareAndSet("a", "c"), 2, 5));
    assertBad(
        Model.REGISTER,
        write("a", 0, 1),
        done(new CompareAndSet("a", "b"), 2, 5),
        done(new CompareAndSet("a", "c"), 2, 5));
    assertBad(Model.REGISTER, write("a", 0, 1), refused(new CompareAndSet("a", "c"), 2, 5));
  }

  @Test
  void aLockHasOneHolderUntilItIsReleasedOrItsSessionEnds() {
    assertGood(
        Model.LOCK,
        done(new Acquire("s1"), 0, 1),
        refused(new Acquire("s2"), 2, 3),
        read("s1", 4, 5),
        done(new Release("s1"), 6, 7),
        done(new Acquire("s2"), 8, 9),
        done(new Destroy("s2"), 10, 11),
        done(new Acquire("s1"), 12, 13));
    assertGood(Model.LOCK, done(new Acquire("s1"), 0, 1), done(new Acquire("s1"), 2, 3));
    assertBad(Model.LOCK, done(new Acquire("s1"), 0, 1), done(new Acquire("s2"), 2, 3));
    assertBad(Model.LOCK, refused(new Acquire("s2"), 2, 3));
    assertBad(Model.LOCK, done(new Release("s2"), 2, 3));
  }

  @Test
  void whatTouchesInTimeIsConcurrent() {
    assertGood(Model.REGISTER, write("a", 0, 1), read("", 1, 2));
  }

  @Test
  void manyUnknownWritesDoNotExplode() {
    List<Operation> history = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      history.add(Operation.unknown(i, new Write("u" + i), micros(i)));
    }
    for (int i = 0; i < 30; i++) {
      history.add(read("u" + (i * 3), 1_000 + 2 * i, 1_001 + 2 * i));
    }
    assertThat(Linearizability.check(Model.REGISTER, history))
        .isEqualTo(new Verdict.Linearizable());
  }

  @Test
  void theSearchIsBounded() {
    List<Operation> history = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      history.add(write("w" + i, 0, 10));
    }
    history.add(read("never", 20, 21));
    assertThat(Linearizability.check(Model.REGISTER, history, 1_000))
        .isInstanceOf(Verdict.Undecided.class);
  }

  private static void assertGood(Model model, Operation... history) {
    assertThat(Linearizability.check(model, List.of(history)))
        .isEqualTo(new Verdict.Linearizable());
  }

  private static void assertBad(Model model, Operation... history) {
    assertThat(Linearizability.check(model, List.of(history))).isInstanceOf(Verdict.Violated.class);
  }

  static Operation write(String value, long from, long to) {
    return done(new Write(value), from, to);
  }

  static Operation read(String value, long from, long to) {
    return new Operation(1, new Read(), new Saw(value), micros(from), micros(to));
  }

  static Operation done(Call call, long from, long to) {
    return new Operation(1, call, Outcome.DONE, micros(from), micros(to));
  }

  static Operation refused(Call call, long from, long to) {
    return new Operation(1, call, Outcome.REFUSED, micros(from), micros(to));
  }

  private static long micros(long n) {
    return n * 1000;
  }
}
