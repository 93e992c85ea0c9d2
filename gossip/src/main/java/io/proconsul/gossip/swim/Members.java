package io.proconsul.gossip.swim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All members known, at most {@link Settings#MAX_MEMBERS}, in an order that is shuffled after each
 * round of probes (SWIM, section 4.3), which bounds the time until a failed one is probed.
 */
final class Members {
  private final RandomGenerator random;
  private final Map<String, Member> byName = new HashMap<>();
  private final List<Member> order = new ArrayList<>();
  private int position;

  Members(RandomGenerator random) {
    this.random = random;
  }

  @Nullable
  Member find(String name) {
    return byName.get(name);
  }

  /** At a random place in the round, else all nodes would come to a newcomer last. */
  void add(Member member) {
    byName.put(member.name, member);
    order.add(member);
    Collections.swap(order, random.nextInt(order.size()), order.size() - 1);
  }

  int size() {
    return order.size();
  }

  Stream<Member> all() {
    return order.stream();
  }

  boolean any(Predicate<Member> wanted) {
    return order.stream().anyMatch(wanted);
  }

  /**
   * Different members picked by chance; fewer when there are not so many, or only few among many.
   */
  List<Member> pick(int count, Predicate<Member> wanted) {
    List<Member> picked = new ArrayList<>(count);
    int tries = 3 * order.size();
    while (picked.size() < count && tries-- > 0) {
      Member member = order.get(random.nextInt(order.size()));
      if (wanted.test(member) && !picked.contains(member)) {
        picked.add(member);
      }
    }
    return picked;
  }

  /**
   * The next in the round; null when none is wanted.
   *
   * @param forgotten those who are dropped before a new round
   */
  @Nullable
  Member next(Predicate<Member> wanted, Predicate<Member> forgotten) {
    for (int tried = 0; tried <= order.size(); tried++) {
      if (position >= order.size()) {
        startRound(forgotten);
        if (order.isEmpty()) {
          return null;
        }
      }
      Member member = order.get(position++);
      if (wanted.test(member)) {
        return member;
      }
    }
    return null;
  }

  private void startRound(Predicate<Member> forgotten) {
    position = 0;
    order.removeIf(member -> {
      boolean drop = forgotten.test(member);
      if (drop) {
        byName.remove(member.name);
      }
      return drop;
    });
    for (int i = order.size() - 1; i > 0; i--) {
      Collections.swap(order, i, random.nextInt(i + 1));
    }
  }
}
