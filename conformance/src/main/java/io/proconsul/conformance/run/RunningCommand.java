package io.proconsul.conformance.run;

import io.proconsul.codec.Value;
import io.proconsul.conformance.agent.ChildProcess;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A command line in flight, and what it has printed so far. */
final class RunningCommand {
  private final ChildProcess child;
  private final OutputCapture stdout;
  private final OutputCapture stderr;

  RunningCommand(ChildProcess child) {
    this.child = child;
    this.stdout = OutputCapture.of(child.process().getInputStream());
    this.stderr = OutputCapture.of(child.process().getErrorStream());
  }

  ChildProcess child() {
    return child;
  }

  OutputCapture stdout() {
    return stdout;
  }

  OutputCapture stderr() {
    return stderr;
  }

  /**
   * Its result once it has ended and closed its output, or that it timed out, which ends it.
   *
   * @param graceSeconds how long it may take to end when asked to
   */
  Outcome await(Deadline deadline, double graceSeconds) throws IOException {
    boolean ended = child.waitFor(deadline.limit(Double.MAX_VALUE))
        && stdout.awaitEnd(deadline)
        && stderr.awaitEnd(deadline);
    if (!ended) {
      child.end(graceSeconds);
      return Outcome.failed("timed out");
    }
    child.forget();
    Map<String, Value> parts = new LinkedHashMap<>();
    parts.put("exit", new Value.Int(child.process().exitValue()));
    parts.put("stdout", new Value.Str(stdout.text()));
    parts.put("stderr", new Value.Str(stderr.text()));
    return Outcome.of(0, parts);
  }
}
