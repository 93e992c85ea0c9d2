package io.proconsul.cli;

import io.proconsul.cli.command.Terminal;

/** Entry of the {@code consul} program. Runs on the main thread and ends the process. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Terminal terminal = Terminal.ofProcess();
    int status = new Program(terminal).run(args);
    terminal.flush();
    // halt: nothing of a command needs a shutdown hook, and running them costs a millisecond.
    Runtime.getRuntime().halt(status);
  }
}
