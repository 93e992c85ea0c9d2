package io.proconsul.conformance.match;

import io.proconsul.codec.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Pairs expected elements with actual ones in any order, each at most once, as many as can be: a
 * bipartite matching by augmenting paths. A greedy pairing could let a loose matcher take the
 * element that only a stricter one's partner could have been.
 */
final class Assignment {
  private static final int NOBODY = -1;

  private final List<Value> expected;
  private final List<Value> actual;
  private final boolean[][] fits;
  private final int[] owner;
  private final List<Value> lost = new ArrayList<>();

  private Assignment(List<Value> expected, List<Value> actual) {
    this.expected = expected;
    this.actual = actual;
    this.fits = new boolean[expected.size()][actual.size()];
    this.owner = new int[actual.size()];
    Arrays.fill(owner, NOBODY);
  }

  static Assignment of(
      List<Value> expected, List<Value> actual, BiPredicate<Value, Value> matches) {
    Assignment result = new Assignment(expected, actual);
    for (int i = 0; i < expected.size(); i++) {
      for (int j = 0; j < actual.size(); j++) {
        result.fits[i][j] = matches.test(expected.get(i), actual.get(j));
      }
    }
    for (int i = 0; i < expected.size(); i++) {
      if (!result.place(i, new boolean[actual.size()])) {
        result.lost.add(expected.get(i));
      }
    }
    return result;
  }

  /** Expected elements that found no partner. */
  List<Value> lost() {
    return lost;
  }

  /** Actual elements that nobody took. */
  List<Value> spare() {
    List<Value> spare = new ArrayList<>();
    for (int j = 0; j < owner.length; j++) {
      if (owner[j] == NOBODY) {
        spare.add(actual.get(j));
      }
    }
    return spare;
  }

  private boolean place(int i, boolean[] seen) {
    for (int j = 0; j < owner.length; j++) {
      if (fits[i][j] && !seen[j]) {
        seen[j] = true;
        if (owner[j] == NOBODY || place(owner[j], seen)) {
          owner[j] = i;
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return expected.size() - lost.size() + " of " + expected.size() + " placed";
  }
}
