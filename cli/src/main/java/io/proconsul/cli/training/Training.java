package io.proconsul.cli.training;

import io.proconsul.cli.Program;
import io.proconsul.cli.Terminal;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.UnaryOperator;

/**
 * Runs commands as users do, so that the build can keep the classes that they load in the AOT
 * cache. Run by the build only, in a process of its own.
 */
public final class Training {
  private Training() {}

  public static void main(String[] args) {
    switch (args[0]) {
      case "cli" -> commands();
      case "agent" -> throw new IllegalStateException("no agent to train yet");
      default -> throw new IllegalArgumentException("unknown training: " + args[0]);
    }
  }

  private static void commands() {
    run("version");
  }

  private static void run(String... words) {
    Terminal terminal = new Terminal(
        InputStream.nullInputStream(),
        OutputStream.nullOutputStream(),
        OutputStream.nullOutputStream(),
        UnaryOperator.identity());
    int status = new Program(terminal).run(words);
    if (status != 0) {
      throw new IllegalStateException(String.join(" ", words) + " ended with " + status);
    }
  }
}
