package io.proconsul.readme;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs commands as a user would, in the project's folder. */
final class Shell {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final int PATIENCE_SECONDS = 60;

  private Shell() {}

  /** What a command printed and how it ended. */
  record Result(int status, List<String> output) {}

  static Process start(Map<String, String> environment, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(ROOT.toFile());
    builder.environment().put("PROCONSUL_BUILD", "off"); // the reactor has built it
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).start();
  }

  static Result run(Map<String, String> environment, String command) throws Exception {
    Process process = start(environment, "sh", "-c", command);
    process.getOutputStream().close();
    String text;
    try (InputStream out = process.getInputStream()) {
      text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running: " + command);
    }
    return new Result(process.exitValue(), text.lines().toList());
  }

  static boolean has(String program) throws Exception {
    return run(Map.of(), "command -v " + program).status() == 0;
  }
}
