package io.proconsul.agent.check;

import io.proconsul.codec.GoDuration;
import io.proconsul.core.check.CheckResult;
import io.proconsul.core.check.TailBuffer;
import io.proconsul.model.CheckKind;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program in a session of its own, where there is {@code setsid}, so that all that it has
 * started can be ended with it when the time is over.
 */
record ScriptProbe(CheckKind.Script check, Duration timeout, int maxOutput) implements Probe {
  static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  @Override
  public CheckResult run(Deadline deadline) {
    List<String> args = check.args();
    String problem = missing(args.get(0));
    if (problem != null) {
      return CheckResult.critical(problem);
    }
    Path setsid = find("setsid");
    List<String> command = new ArrayList<>();
    if (setsid != null) {
      command.add(setsid.toString());
    }
    command.addAll(args);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      deadline.guard(() -> kill(process, setsid != null));
      Deadline.closeQuietly(process.getOutputStream());
      return watch(process, deadline);
    } catch (IOException e) {
      return CheckResult.critical("fork/exec " + args.get(0) + ": " + Dialer.reason(e));
    }
  }

  private CheckResult watch(Process process, Deadline deadline) {
    TailBuffer output = new TailBuffer(maxOutput);
    byte[] chunk = new byte[8_192];
    try (InputStream in = process.getInputStream()) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        output.write(chunk, 0, read);
      }
    } catch (IOException _) {
      // Killed, or it closed its output: its exit code tells.
    }
    try {
      int code = process.waitFor();
      if (deadline.expired()) {
        return timedOut(deadline.limit());
      }
      return switch (code) {
        case 0 -> CheckResult.passing(output.report());
        case 1 -> CheckResult.warning(output.report());
        default -> CheckResult.critical(output.report());
      };
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return CheckResult.critical("the check was stopped");
    }
  }

  static CheckResult timedOut(Duration limit) {
    return CheckResult.critical("Timed out (" + GoDuration.format(limit) + ") running check");
  }

  /** The descendants are asked for first: they lose their parent when it dies. */
  private static void kill(Process process, boolean ownSession) {
    List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
    if (ownSession) {
      killGroup(process.pid());
    }
    process.destroyForcibly();
    family.forEach(ProcessHandle::destroyForcibly);
  }

  private static void killGroup(long leader) {
    Path kill = find("kill");
    if (kill == null) {
      return;
    }
    try {
      new ProcessBuilder(kill.toString(), "-KILL", "--", "-" + leader)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException _) {
      // Its known descendants are ended one by one.
    }
  }

  /** Go's words for a program that is not there. */
  private static @Nullable String missing(String program) {
    if (program.indexOf('/') < 0) {
      return find(program) == null
          ? "exec: \"" + program + "\": executable file not found in $PATH"
          : null;
    }
    Path path = Path.of(program);
    if (!Files.exists(path)) {
      return "fork/exec " + program + ": no such file or directory";
    }
    return Files.isExecutable(path) && !Files.isDirectory(path)
        ? null
        : "fork/exec " + program + ": permission denied";
  }

  private static @Nullable Path find(String program) {
    String path = System.getenv("PATH");
    for (String folder : (path == null ? "/usr/bin:/bin" : path).split(File.pathSeparator)) {
      Path candidate = Path.of(folder.isEmpty() ? "." : folder, program);
      if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
        return candidate;
      }
    }
    return null;
  }
}
