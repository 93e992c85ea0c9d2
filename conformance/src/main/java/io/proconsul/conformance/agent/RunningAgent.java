package io.proconsul.conformance.agent;

import java.io.IOException;
import java.util.OptionalInt;

/** An agent that was started and may have ended since. Used by one thread. */
public interface RunningAgent {
  /** Its exit code; empty while it runs. */
  OptionalInt exitCode();

  /**
   * Sends a signal such as {@code HUP}.
   *
   * @throws UnsupportedOperationException when the agent is no process
   */
  void signal(String name) throws IOException;

  /** Asks it to end, waits for a few seconds, and then makes it end. */
  void stop() throws IOException;

  /** Ends it at once, as a crash would. */
  void kill() throws IOException;
}
