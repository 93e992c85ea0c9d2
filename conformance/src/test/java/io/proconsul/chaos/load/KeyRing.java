package io.proconsul.chaos.load;

import io.proconsul.chaos.check.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The few keys in use, which so many clients fight for, and those that were. Any thread. */
public final class KeyRing {
  private final String prefix;
  private final Model model;
  private final List<Journal> current = new ArrayList<>();
  private final List<Journal> all = new ArrayList<>();

  KeyRing(String prefix, Model model, int size) {
    this.prefix = prefix;
    this.model = model;
    for (int i = 0; i < size; i++) {
      current.add(fresh());
    }
  }

  synchronized Journal pick(RandomGenerator random) {
    int place = random.nextInt(current.size());
    if (current.get(place).isFull()) {
      current.set(place, fresh());
    }
    return current.get(place);
  }

  private Journal fresh() {
    Journal journal = new Journal(prefix + all.size(), model);
    all.add(journal);
    return journal;
  }

  public synchronized List<Journal> all() {
    return List.copyOf(all);
  }
}
