package io.proconsul.agent.check;

import io.proconsul.core.check.CheckResult;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Passes the first of two results on: the probe's, or that it did not come back. Any thread. */
record OnceOnly(Consumer<CheckResult> sink, AtomicBoolean over) {
  OnceOnly(Consumer<CheckResult> sink) {
    this(sink, new AtomicBoolean());
  }

  void accept(CheckResult result) {
    if (over.compareAndSet(false, true)) {
      sink.accept(result);
    }
  }
}
