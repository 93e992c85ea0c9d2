package io.proconsul.agent.check;

import io.proconsul.codec.GoDuration;
import io.proconsul.core.check.CheckResult;
import io.proconsul.core.check.TailBuffer;
import io.proconsul.model.CheckKind;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Runs a program; its exit code and its output are the result. */
record ScriptProbe(CheckKind.Script check, Duration timeout, int maxOutput) implements Probe {
  static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  @Override
  public CheckResult run(Deadline deadline) {
    TailBuffer output = new TailBuffer(maxOutput);
    try {
      Program program = Program.start(check.args(), Map.of(), deadline);
      program.feed(new byte[0]);
      program.drain(output);
      int code = program.waitFor();
      if (deadline.expired()) {
        return timedOut(deadline.limit());
      }
      return switch (code) {
        case 0 -> CheckResult.passing(output.report());
        case 1 -> CheckResult.warning(output.report());
        default -> CheckResult.critical(output.report());
      };
    } catch (IOException e) {
      return CheckResult.critical(String.valueOf(e.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return CheckResult.critical("the check was stopped");
    }
  }

  static CheckResult timedOut(Duration limit) {
    return CheckResult.critical("Timed out (" + GoDuration.format(limit) + ") running check");
  }
}
