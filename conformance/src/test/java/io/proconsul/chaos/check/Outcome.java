package io.proconsul.chaos.check;

/** What came of a call. */
public sealed interface Outcome {
  /** The server said that it was done. */
  record Done() implements Outcome {}

  /** The server said that the condition did not hold: nothing was done. */
  record Refused() implements Outcome {}

  /** What a read saw; empty for an absent key or a free lock. */
  record Saw(String value) implements Outcome {}

  /** No answer, or an error: it happened at some time after the call, or never. */
  record Unknown() implements Outcome {}

  Outcome DONE = new Done();
  Outcome REFUSED = new Refused();
  Outcome UNKNOWN = new Unknown();
}
