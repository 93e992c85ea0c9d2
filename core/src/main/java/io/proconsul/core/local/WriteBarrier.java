package io.proconsul.core.local;

/** Waits for several writes and reports the first problem. Any thread. */
final class WriteBarrier {
  private final LocalStore.Done done;
  private int left = 1;
  private String problem = "";

  WriteBarrier(LocalStore.Done done) {
    this.done = done;
  }

  /** For one more write. */
  synchronized LocalStore.Done next() {
    left++;
    return this::ended;
  }

  /** No more writes come. */
  void allAsked() {
    ended("");
  }

  private void ended(String how) {
    String result;
    synchronized (this) {
      if (problem.isEmpty()) {
        problem = how;
      }
      if (--left > 0) {
        return;
      }
      result = problem;
    }
    done.ended(result);
  }
}
