package io.proconsul.chaos.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * The configurations that are possible at one moment, without those that another one covers: what
 * is reached with fewer of the operations of unknown outcome can do all that more can.
 */
final class Frontier {
  /** What has been placed, of the operations that are open at this moment, and its result. */
  record Configuration(String state, BitSet placed, BitSet placedUnknown) {
    Configuration place(int slot, boolean unknown, String next) {
      BitSet more = (BitSet) (unknown ? placedUnknown : placed).clone();
      more.set(slot);
      return unknown
          ? new Configuration(next, placed, more)
          : new Configuration(next, more, placedUnknown);
    }

    Configuration forget(int slot) {
      BitSet fewer = (BitSet) placed.clone();
      fewer.clear(slot);
      return new Configuration(state, fewer, placedUnknown);
    }
  }

  private record Key(String state, BitSet placed) {}

  private final Map<Key, List<BitSet>> smallest = new HashMap<>();
  private final Queue<Configuration> fresh = new ArrayDeque<>();

  /** Whether it is new and not covered. */
  boolean add(Configuration configuration) {
    Key key = new Key(configuration.state(), configuration.placed());
    List<BitSet> others = smallest.computeIfAbsent(key, _ -> new ArrayList<>());
    BitSet unknown = configuration.placedUnknown();
    if (others.stream().anyMatch(other -> contains(unknown, other))) {
      return false;
    }
    others.removeIf(other -> contains(other, unknown));
    others.add(unknown);
    fresh.add(configuration);
    return true;
  }

  Queue<Configuration> fresh() {
    return fresh;
  }

  List<Configuration> all() {
    List<Configuration> all = new ArrayList<>();
    smallest.forEach((key, sets) ->
        sets.forEach(set -> all.add(new Configuration(key.state(), key.placed(), set))));
    return all;
  }

  boolean isEmpty() {
    return smallest.isEmpty();
  }

  private static boolean contains(BitSet larger, BitSet smaller) {
    BitSet rest = (BitSet) smaller.clone();
    rest.andNot(larger);
    return rest.isEmpty();
  }
}
