package io.proconsul.chaos.check;

import java.util.List;

/** What the checker says of the history of one key. */
public sealed interface Verdict {
  record Linearizable() implements Verdict {}

  /** @param minimal what cannot have come from a correct key, with little that could be left out */
  record Violated(List<Operation> minimal) implements Verdict {
    public Violated {
      minimal = List.copyOf(minimal);
    }
  }

  /** The bound on the search was reached first. */
  record Undecided(long steps) implements Verdict {}
}
