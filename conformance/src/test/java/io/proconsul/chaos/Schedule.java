package io.proconsul.chaos;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Which fault comes next: all kinds in an order by chance, then all again in another. */
final class Schedule {
  private final RandomGenerator random;
  private final List<Fault> kinds;
  private final Deque<Fault> next = new ArrayDeque<>();
  private int rounds;

  Schedule(Plan plan, RandomGenerator random) {
    this.random = random;
    List<Fault> all = new ArrayList<>(ProcessFaults.all());
    all.addAll(NetworkFaults.all());
    all.addAll(MembershipFaults.all());
    if (ClockFaults.namedIn(plan.only())) {
      all.addAll(ClockFaults.all());
    }
    all.removeIf(fault -> fault.servers() > plan.servers()
        || fault.needsNetwork() && !plan.namespaces()
        || !plan.only().isEmpty() && !List.of(plan.only().split(",")).contains(fault.name()));
    if (all.isEmpty()) {
      throw new IllegalArgumentException("no fault is called " + plan.only()
          + ", or none is possible with these servers and this network");
    }
    kinds = List.copyOf(all);
  }

  Fault next() {
    if (next.isEmpty()) {
      List<Fault> order = new ArrayList<>(kinds);
      Collections.shuffle(order, Random.from(random));
      next.addAll(order);
      rounds++;
    }
    return next.removeFirst();
  }

  /** Whether each kind came, and the last one asked for ended a round. */
  boolean roundIsOver() {
    return next.isEmpty() && rounds > 0;
  }
}
