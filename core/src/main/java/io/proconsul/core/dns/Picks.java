package io.proconsul.core.dns;

import io.proconsul.core.dns.DnsAnswer.Choice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** Picks among an answer's choices at random, anew for each query. Belongs to one responder. */
final class Picks {
  /** Up to this many are drawn one by one, so that a few of many cost nothing for the others. */
  private static final int FEW = 8;

  private final RandomGenerator random;
  private final List<Choice> picked = new ArrayList<>();
  private final int[] drawn = new int[FEW];

  Picks(RandomGenerator random) {
    this.random = random;
  }

  /** At most so many, in random order unless they have one; good until the next pick. */
  List<Choice> pick(DnsAnswer answer, int most) {
    List<Choice> choices = answer.choices();
    int count = Math.min(choices.size(), Math.min(answer.most(), most));
    if (answer.ordered()) {
      return choices.subList(0, count);
    }
    picked.clear();
    if (count == 1 && choices.size() == 1) {
      return choices;
    }
    if (count <= FEW) {
      draw(choices, count);
    } else {
      picked.addAll(choices);
      for (int i = 0; i < count; i++) {
        Collections.swap(picked, i, i + random.nextInt(picked.size() - i));
      }
      picked.subList(count, picked.size()).clear();
    }
    return picked;
  }

  /**
   * Draws without replacement: the i-th draw is a rank among those that are left, turned into an
   * index by stepping over what was drawn, which is kept in order.
   */
  private void draw(List<Choice> choices, int count) {
    for (int i = 0; i < count; i++) {
      int index = random.nextInt(choices.size() - i);
      int at = 0;
      while (at < i && drawn[at] <= index) {
        index++;
        at++;
      }
      System.arraycopy(drawn, at, drawn, at + 1, i - at);
      drawn[at] = index;
      picked.add(choices.get(index));
    }
  }
}
