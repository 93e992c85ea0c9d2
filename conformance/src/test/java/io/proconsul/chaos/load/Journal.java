package io.proconsul.chaos.load;

import io.proconsul.chaos.check.Model;
import io.proconsul.chaos.check.Operation;
import java.util.ArrayList;
import java.util.List;

/** All that was asked of one key. Any thread. */
public final class Journal {
  private static final int FULL = 400;
  private static final int MANY_UNKNOWN = 15;

  private final String key;
  private final Model model;
  private final List<Operation> operations = new ArrayList<>();
  private int unknown;

  Journal(String key, Model model) {
    this.key = key;
    this.model = model;
  }

  public String key() {
    return key;
  }

  public Model model() {
    return model;
  }

  public synchronized List<Operation> operations() {
    return List.copyOf(operations);
  }

  synchronized void add(Operation operation) {
    operations.add(operation);
    unknown += operation.isUnknown() && !operation.isRead() ? 1 : 0;
  }

  /** Whether to go on with another key: what has no answer stays open for good. */
  synchronized boolean isFull() {
    return operations.size() >= FULL || unknown >= MANY_UNKNOWN;
  }
}
