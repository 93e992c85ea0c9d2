package io.proconsul.cli.command;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a command sees of its process: standard input, output, errors and the environment. Text is
 * UTF-8 whatever the locale says. Output waits in a buffer until {@link #flush}, errors do not.
 */
public final class Terminal {
  private final InputStream in;
  private final OutputStream out;
  private final OutputStream err;
  private final UnaryOperator<@Nullable String> environment;
  private boolean ownsProcess;

  public Terminal(
      InputStream in,
      OutputStream out,
      OutputStream err,
      UnaryOperator<@Nullable String> environment) {
    this.in = in;
    this.out = new BufferedOutputStream(out, 8192);
    this.err = err;
    this.environment = environment;
  }

  public static Terminal ofProcess() {
    Terminal terminal = new Terminal(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        new UnaryOperator<>() {
          @Override
          public @Nullable String apply(@Nullable String name) {
            return name == null ? null : System.getenv(name);
          }
        });
    terminal.ownsProcess = true;
    return terminal;
  }

  /** A signal that ends the process from now on is no failure: exit status 0. */
  public void endQuietlyWhenInterrupted() {
    if (ownsProcess) {
      Runtime.getRuntime()
          .addShutdownHook(new Thread(
              () -> {
                flush();
                Runtime.getRuntime().halt(0);
              },
              "end quietly"));
    }
  }

  /** A line on standard output. */
  public void out(String line) {
    print(line + "\n");
  }

  /** Text on standard output, as it is. */
  public void print(String text) {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes on standard output. */
  public void write(byte[] bytes) {
    try {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line on standard error. */
  public void error(String line) {
    try {
      out.flush();
      err.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      err.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends what was printed; a reader that went away is no error. */
  public void flush() {
    try {
      out.flush();
    } catch (IOException _) {
      // The other end of the pipe is gone: nobody is left to tell.
    }
  }

  public InputStream in() {
    return in;
  }

  /** The environment, for what reads many variables of it. */
  public UnaryOperator<@Nullable String> environment() {
    return environment;
  }

  /** The variable's value; the empty string when it is not set. */
  public String env(String name) {
    String value = environment.apply(name);
    return value == null ? "" : value;
  }
}
