package io.proconsul.agent.check;

import io.proconsul.core.check.TailBuffer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A program under way, in a session of its own where there is {@code setsid}, so that all that it
 * has started ends with it when the time is over. Belongs to the thread that started it.
 */
public final class Program {
  private final Process process;

  private Program(Process process) {
    this.process = process;
  }

  /**
   * Starts it, with its errors among its output.
   *
   * @param environment added to the agent's own
   * @param deadline ends it
   * @throws IOException in Go's words
   */
  public static Program start(List<String> args, Map<String, String> environment, Deadline deadline)
      throws IOException {
    String problem = missing(args.get(0));
    if (problem != null) {
      throw new IOException(problem);
    }
    Path setsid = find("setsid");
    List<String> command = new ArrayList<>();
    if (setsid != null) {
      command.add(setsid.toString());
    }
    command.addAll(args);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      deadline.guard(() -> kill(process, setsid != null));
      return new Program(process);
    } catch (IOException e) {
      throw new IOException("fork/exec " + args.get(0) + ": " + Dialer.reason(e), e);
    }
  }

  /** Gives it its whole input without waiting for it to read that: it may write much before. */
  public void feed(byte[] input) {
    if (input.length == 0) {
      Deadline.closeQuietly(process.getOutputStream());
      return;
    }
    // Writing to a program holds its thread; this one ends with the program at the latest.
    Thread.ofPlatform().name("program-input").daemon().start(() -> {
      try (OutputStream in = process.getOutputStream()) {
        in.write(input);
      } catch (IOException _) {
        // A program need not read its input.
      }
    });
  }

  /** Reads its output to the end. */
  public void drain(TailBuffer output) {
    byte[] chunk = new byte[8_192];
    try (InputStream in = process.getInputStream()) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        output.write(chunk, 0, read);
      }
    } catch (IOException _) {
      // Killed, or it closed its output: its exit code tells.
    }
  }

  /** Its exit code. */
  public int waitFor() throws InterruptedException {
    return process.waitFor();
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
