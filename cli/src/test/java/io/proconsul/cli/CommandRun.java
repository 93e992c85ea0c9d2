package io.proconsul.cli;

import io.proconsul.cli.command.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a command line printed and how it ended. */
public record CommandRun(int status, String out, String error) {
  /** Runs words against the agent at an address, with nothing on standard input. */
  public static CommandRun of(String agent, String... words) {
    return of(Map.of("CONSUL_HTTP_ADDR", agent), "", words);
  }

  /** Runs words with an environment and standard input. */
  public static CommandRun of(Map<String, String> environment, String input, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        out,
        error,
        name -> name == null ? null : environment.get(name));
    int status = new Program(terminal).run(words);
    terminal.flush();
    return new CommandRun(
        status, out.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
  }

  public static CommandRun success(String out) {
    return new CommandRun(0, out, "");
  }

  public static CommandRun failure(String error) {
    return new CommandRun(1, "", error);
  }
}
