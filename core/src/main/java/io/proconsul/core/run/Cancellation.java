package io.proconsul.core.run;

/** Gives up something that is under way; harmless when it has ended already. */
@FunctionalInterface
public interface Cancellation {
  Cancellation NONE = () -> {};

  void cancel();
}
