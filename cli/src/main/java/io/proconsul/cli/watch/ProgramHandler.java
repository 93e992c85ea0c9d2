package io.proconsul.cli.watch;

import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.GoText;
import io.proconsul.core.watch.WatchQuery;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Runs a program for each value; its output is this process's own. A failure ends the watch. */
final class ProgramHandler implements WatchLoop.Handler {
  private final List<String> command;

  ProgramHandler(Terminal terminal, String[] words, boolean shell) {
    command = new ArrayList<>();
    if (shell) {
      String own = terminal.env("SHELL");
      command.add(own.isEmpty() ? "/bin/sh" : own);
      command.add("-c");
      command.add(String.join(" ", words));
    } else {
      command.addAll(List.of(words));
    }
  }

  @Override
  public boolean handle(WatchQuery query, WatchLoop.Result result) throws Failure {
    ProcessBuilder builder = new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
        .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("CONSUL_INDEX", Long.toUnsignedString(result.index()));
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new Failure("Error executing handler: exec: " + GoText.quote(command.get(0))
          + ": executable file not found in $PATH");
    }
    feed(process, query.json(result.answer(), false));
    try {
      int status = process.waitFor();
      if (status != 0) {
        throw new Failure("Error executing handler: exit status " + status);
      }
      return true;
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new Failure("interrupted");
    }
  }

  private static void feed(Process process, byte[] json) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(json);
      in.write('\n');
    } catch (IOException _) {
      // A program need not read its input; whether it failed is told by its status.
    }
  }
}
